"""Addresses of articles → the pattern that they have in common, as tight as they allow."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

SLUG = r"[^/?#]+"
"""Any segment of a path."""
WORDY = r"[^/?#-]+(?:-[^/?#-]+){2,}"
"""A segment of three words or more: a headline, and hardly ever a rubric."""
_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|do|pdf|cfm)$", re.IGNORECASE)
_FORMS = (
    (r"(?:19|20)\d\d", r"\d{4}"),
    (r"\d\d", r"\d\d"),
    (r"\d{1,2}", r"\d{1,2}"),
    (r"(?:19|20)\d{6}", r"\d{8}"),
    (r"\d+", r"\d+"),
    (r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\d"),
    (r"\d{4}-\d\d", r"\d{4}-\d\d"),
    (r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", r"[0-9a-f-]{36}"),
    (r"\d{4}-\d\d-\d\d-.+", r"\d{4}-\d\d-\d\d-[^/?#]+"),
    (r"\d+-.+", r"\d+-[^/?#]+"),
    (r"\d+_.+", r"\d+_[^/?#]+"),
    (r".+-\d{3,}", r"[^/?#]+-\d+"),
    (r".+_\d{3,}", r"[^/?#]+_\d+"),
)
"""What all values of a segment are, and how the pattern says it; the tightest first."""
_OPEN = re.compile(rf"(?:^|/)({re.escape(SLUG)}|{re.escape(WORDY)}|{re.escape(f'(?:{SLUG}/)')})")
_FEW = 0.1
"""A shape that fewer of the addresses have is a stray."""
_MAIN = 0.85
"""A beginning that so many of them have is that of all; the others are strays."""
_SECTIONS = 3
"""So many first segments are named one by one; more are rubrics, of which others may follow."""
_EXCEPTIONS = 10
"""So many addresses that are no articles are excepted by name."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An address in its parts."""

    host: str
    segments: tuple[str, ...]
    """Of the path, the last one without its ending."""
    ending: str
    """`.html` and the like, or nothing."""
    slash: bool
    query: tuple[tuple[str, str], ...]

    @property
    def make(self) -> tuple[str, tuple[str, ...]]:
        """What addresses made by one hand share: the ending and the names of parameters."""
        return self.ending.lower(), tuple(name for name, _ in self.query)


def shape_of(url: str) -> Shape:
    """Of a canonical address."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    ending = match[0] if (match := _ENDING.search(path)) and not parts.path.endswith("/") else ""
    segments = tuple(path.removesuffix(ending).split("/")) if path else ()
    query = tuple(map(_pair, parts.query.split("&"))) if parts.query else ()
    return Shape(parts.netloc, segments, ending, parts.path.endswith("/"), query)


def _pair(parameter: str) -> tuple[str, str]:
    """Name and value; of `article8532`, which is all name, the form."""
    name, mark, value = parameter.partition("=")
    return (name, value) if mark else (re.sub(r"\d+", "0", name), "")


def pattern_of(articles: Collection[str], others: Collection[str] = ()) -> str:
    """The regular expression for `[article].url`: matches nearly all `articles` and none of `others` if that can be.

    Addresses are canonical. What fewer than a tenth of the articles look like is left out. Raises ValueError
    if there are no articles.
    """
    addresses = list(dict.fromkeys(articles))
    shapes = [shape_of(url) for url in addresses]
    if not shapes:
        raise ValueError("a pattern needs addresses")
    wrong = [url for url in others if url not in set(addresses)]
    paths = [path for group in _groups(shapes) for path in _paths(group)]
    plain = _whole(shapes, paths)
    if not (caught := [url for url in wrong if re.fullmatch(plain, url)]):
        return plain
    is_at_root = any(match.start(1) == 0 for path in paths if (match := _OPEN.search(path)))
    if is_at_root or len({_segment(url, -1) for url in caught}) > _EXCEPTIONS:
        strict = [_wordy(path) for path in paths]
        told = _whole(shapes, strict)
        kept = sum(re.fullmatch(told, url) is not None for url in addresses)
        if kept * 100 >= sum(re.fullmatch(plain, url) is not None for url in addresses) * 97:
            paths, caught = strict, [url for url in caught if re.fullmatch(told, url)]
    return _whole(shapes, [_except(path, caught, addresses) for path in paths])


def _groups(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Shapes made by one hand each, those of strays left out; the largest first."""
    hands: dict[tuple[str, tuple[str, ...]], list[Shape]] = defaultdict(list)
    for shape in shapes:
        hands[shape.make].append(shape)
    groups = sorted(hands.values(), key=len, reverse=True)
    enough = max(2, len(shapes) * _FEW)
    return [group for at, group in enumerate(groups) if not at or len(group) >= enough]


def _paths(group: Sequence[Shape]) -> list[str]:
    """The patterns of path and query of shapes of one make: one, or one for each first segment or depth."""
    group, depth = _beginning(group)
    heads = Counter(shape.segments[0] for shape in group if shape.segments and not depth)
    words = [head for head, times in heads.items() if times > 1 and not any(map(str.isdigit, head))]
    is_named = 1 < len(heads) <= _SECTIONS and len(words) == len(heads)
    if is_named and min(len(shape.segments) for shape in group) > 1:
        sections = [[shape for shape in group if shape.segments[0] == head] for head in heads]
        return [path for section in sections for path in _paths(section)]
    by_length: dict[int, list[Shape]] = defaultdict(list)
    for shape in group:
        by_length[len(shape.segments)].append(shape)
    if depth and len(by_length) > 1 and max(by_length) - min(by_length) <= 2 and _is_open(group, depth):
        return [_nested(group, depth, min(by_length), max(by_length))]
    enough = max(2, len(group) * _FEW)
    kept = [shapes for shapes in by_length.values() if len(shapes) >= enough] or [max(by_length.values(), key=len)]
    return [_path(shapes) for shapes in kept]


def _beginning(group: Sequence[Shape]) -> tuple[list[Shape], int]:
    """The shapes that begin as nearly all do, and how many segments that beginning has."""
    shapes, depth = list(group), 0
    while True:
        # The last segment tells articles apart, unless a parameter does.
        nexts = Counter(s.segments[depth] for s in shapes if len(s.segments) > depth + (0 if s.query else 1))
        if not nexts:
            return shapes, depth
        word, times = nexts.most_common(1)[0]
        if times < max(2, len(shapes) * _MAIN) or word.isdigit():
            return shapes, depth
        shapes = [
            shape for shape in shapes if shape.segments[depth : depth + 1] == (word,) and len(shape.segments) > depth
        ]
        depth += 1


def _is_open(group: Sequence[Shape], depth: int) -> bool:
    """Whether what follows the beginning is words, so that a rubric more or less makes no other kind of page."""
    return all(not shape.segments[depth].isdigit() for shape in group if len(shape.segments) > depth)


def _nested(group: Sequence[Shape], depth: int, least: int, most: int) -> str:
    fewest, deepest = max(0, least - depth - 1), most - depth - 1
    times = "?" if (fewest, deepest) == (0, 1) else f"{{{fewest},{deepest}}}"
    inner = f"(?:{SLUG}/){times}{SLUG}"
    begin = "".join(f"{_literal(segment)}/" for segment in group[0].segments[:depth])
    return f"{begin}{inner}{_end(group)}"


def _path(shapes: Sequence[Shape]) -> str:
    columns = list(zip(*(shape.segments for shape in shapes), strict=True))
    tokens = []
    for at, values in enumerate(columns):
        # The last segment tells articles apart, unless a parameter or another segment does.
        tells = at == len(columns) - 1 and not shapes[0].query and (len(shapes) == 1 or len(set(values)) > 1)
        tokens.append(_token(values, tells))
    return "/".join(tokens) + _end(shapes)


def _token(values: Sequence[str], tells: bool) -> str:
    distinct = set(values)
    if len(distinct) == 1 and not tells and re.search(r"[^\W\d_]", values[0]):
        return _literal(values[0])
    for form, said in _FORMS:
        if all(re.fullmatch(form, value) for value in distinct):
            return said
    masks = {re.sub(r"\d+", "0", value) for value in distinct}
    if len(masks) == 1 and "0" in (mask := masks.pop()) and (len(distinct) > 1 or len(mask) < 12):
        return _literal(mask).replace("0", r"\d+")
    return SLUG


def _end(shapes: Sequence[Shape]) -> str:
    slashes = {shape.slash for shape in shapes}
    slash = "/?" if len(slashes) > 1 else "/" if slashes == {True} and any(shape.segments for shape in shapes) else ""
    pairs = [_parameter(name, [dict(shape.query)[name] for shape in shapes]) for name, _ in shapes[0].query]
    return _literal(shapes[0].ending) + slash + (r"\?" + "&".join(pairs) if pairs else "")


def _parameter(name: str, values: Sequence[str]) -> str:
    if not any(values):
        return _literal(name).replace("0", r"\d+")
    if len(set(values)) == 1 and len(values) > 2:
        return _literal(f"{name}={values[0]}")
    return _literal(name) + (r"=\d+" if all(value.isdigit() for value in values) else "=[^&#]+")


def _whole(shapes: Iterable[Shape], paths: Iterable[str]) -> str:
    shown = list(dict.fromkeys(paths))
    path = shown[0] if len(shown) == 1 else f"(?:{'|'.join(shown)})"
    return f"https?://{_hosts({shape.host for shape in shapes})}/{path}"


def _hosts(hosts: Collection[str]) -> str:
    bare = {host.removeprefix("www.") for host in hosts}
    if len(bare) == 1:
        www = r"(?:www\.)?" if len(hosts) > 1 else r"www\." if next(iter(hosts)).startswith("www.") else ""
        return www + _literal(bare.pop())
    return f"(?:{'|'.join(map(_literal, sorted(hosts)))})"


def _wordy(path: str) -> str:
    """The pattern with a last segment of several words, if it was any at all."""
    head, found, tail = path.rpartition(SLUG)
    is_whole = head.endswith("/") or not head
    return f"{head}{WORDY}{tail}" if found and is_whole and re.match(r"(?:$|/|\\\.|\\\?)", tail) else path


def _except(path: str, wrong: Iterable[str], right: Iterable[str]) -> str:
    """The pattern without some addresses that it matches, named by their segment where it leaves it open."""
    if not (found := _OPEN.search(path)):
        return path
    at = found.start(1)
    depth = path[:at].count("/")
    names = {_segment(url, depth) for url in wrong if re.fullmatch(f".*?//[^/]+/{path}", url)}
    names -= {_segment(url, depth) for url in right} | {""}
    said = sorted({r"\d+" if name.isdigit() else _literal(name) for name in names})
    if not said or len(said) > _EXCEPTIONS:
        return path
    return f"{path[:at]}(?!(?:{'|'.join(said)})(?:[/?#]|$)){path[at:]}"


def _segment(url: str, depth: int) -> str:
    segments = urlsplit(url).path.strip("/").split("/")
    return segments[depth] if depth < len(segments) else ""


def _literal(text: str) -> str:
    """`re.escape`, without the backslashes that only hinder reading."""
    return re.sub(r"\\([-#&~ ])", r"\1", re.escape(text))
