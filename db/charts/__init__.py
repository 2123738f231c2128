"""Pictures of the record: one Vega-Lite specification a file, drawn as SVG where the page is made.

A file `NAME.json` has `title`, `question` (the canned query whose rows it shows), `caption`, `width` (of the whole
picture on a wide page, in pixels) and `spec`: a Vega-Lite specification without data, in which `"$signed"` stands for the
colour `--signed` of `static/uniaccord.css`. What is different in a column of a phone's width is in `narrow`, as a merge
patch (RFC 7396) of `spec`; expressions know it as `narrow`. Rows may have a field `href`, an address on this site from its
root, for the channel of that name; what the channel `description` says is also shown by a pointer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
STYLES = HERE.parent / "static" / "uniaccord.css"
VEGA_LITE = "6.4"
NARROW = 340
"""Pixels of a picture on a phone."""
LABELS = 56
"""Pixels beside plots that stand below each other, of which Vega-Lite is not told the width of the whole."""
SITE = "https://this-site.invalid"
"""Vega wants whole addresses: this stands for the root of the site while it draws."""

LONGEST = 200
"""Characters of a text in a picture."""
SHORTEST_CUT = 8
"""Characters of a label that is never cut."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")

Colours = Literal["page", "paper"]
"""`page`: CSS variables, for a page that has our style sheet, in light and dark; `paper`: fixed, for print, no links."""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    title: str
    question: str
    """The canned query that gives its rows."""
    caption: str
    width: int
    spec: Mapping[str, Any]
    narrow: Mapping[str, Any] = field(default_factory=dict)


@cache
def figures() -> Mapping[str, Figure]:
    """All pictures by name."""
    found = {}
    for path in sorted(HERE.glob("*.json")):
        if path.stem != "theme":
            found[path.stem] = Figure(path.stem, **json.loads(path.read_text(encoding="utf-8")))
    return found


def draw(
    figure: Figure,
    rows: Iterable[Mapping[str, Any]],
    *,
    width: int | None = None,
    height: int | None = None,
    narrow: bool = False,
    colours: Colours = "page",
    root: str = "/",
    **values: Any,
) -> str:
    """A figure as SVG (a string that begins with `<svg`). `root` is where the site is; `values` are for the
    expressions of the specification, by name, beside `narrow`.

    Raises ValueError if Vega-Lite can't draw it.
    """
    spec: dict[str, Any] = merged(figure.spec, figure.narrow) if narrow else dict(figure.spec)
    width = width or (NARROW if narrow else figure.width)
    spec["config"] = json.loads((HERE / "theme.json").read_text(encoding="utf-8"))
    spec["background"] = None
    if "vconcat" in spec:
        spec["vconcat"] = [{**view, "width": width - LABELS} for view in spec["vconcat"]]
    else:
        spec["width"] = width
        if height:
            spec["height"] = height
    values = {**values, "narrow": narrow}
    spec["params"] = [{"name": name, "value": value} for name, value in values.items()]
    spec = coloured(spec, palette(colours))
    spec["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
    spec["data"] = {"name": "rows", "values": [_mark(row) for row in rows]}
    return _drawn(json.dumps(spec, ensure_ascii=False), figure.name + "-n" * narrow, colours, root)


def merged(whole: Any, patch: Any) -> Any:
    """RFC 7396: what `patch` has takes the place of what `whole` has; null takes away."""
    if not isinstance(patch, Mapping):
        return patch
    both = dict(whole) if isinstance(whole, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            both.pop(key, None)
        else:
            both[key] = merged(both.get(key), value)
    return both


def coloured(spec: Any, colours: Mapping[str, str]) -> Any:
    """The specification with each `$name` as the colour of that name."""
    if isinstance(spec, dict):
        return {key: coloured(value, colours) for key, value in spec.items()}
    if isinstance(spec, list):
        return [coloured(value, colours) for value in spec]
    return colours[spec[1:]] if isinstance(spec, str) and spec.startswith("$") else spec


def palette(colours: Colours) -> Mapping[str, str]:
    """Each colour of the style sheet by name: as its variable, or as it is in the light scheme."""
    return _light() if colours == "paper" else {name: f"var(--{name})" for name in _light()}


@cache
def _light() -> Mapping[str, str]:
    light = STYLES.read_text(encoding="utf-8").split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9_-]+): (#[0-9a-f]{6})", light))


def _mark(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is drawn: without what XML forbids, and with nothing that is longer than anyone reads."""
    mark = {key: _text(key, value) if isinstance(value, str) else value for key, value in row.items()}
    return {**mark, "href": SITE + row["href"]} if row.get("href") else mark


def _text(key: str, text: str) -> str:
    text = _FORBIDDEN.sub(" ", text)[:LONGEST]
    # Vega cuts labels by halves of such characters; then it fails, and so does what is drawn next, whatever it is.
    return text if key == "said" or len(text) <= SHORTEST_CUT else _BEYOND_BMP.sub("\ufffd", text)


@lru_cache(maxsize=1024)
def _drawn(spec: str, name: str, colours: Colours, root: str) -> str:
    return _tidy(_svg(spec), name, colours, root)


def _svg(spec: str) -> str:
    import vl_convert  # large, and no other verb than `serve` and `plot` needs it

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return svg


# In what Vega writes, `<` and `>` stand in tags only, and `"` in values of attributes is `&quot;`.
_CLIP = re.compile(r'(id="|url\(#)((?:clip|gradient_)\d+)')
_LINK = re.compile(r'<a xlink:href="([^"]*)">(.*?)</a>', re.DOTALL)
_SAID = re.compile(r'<(path|line) (aria-label="([^"]*)"[^>]*)/>')
_TALK = re.compile(r' (?:role="graphics-object"|aria-roledescription="[^"]*")(?=[^<]*>)')
_PLACE = re.compile(r' (?:d|transform|x2|y2|width|height)="[^"]*"(?=[^<]*>)')
_LONG = re.compile(r"(\.\d)\d+")


def _tidy(svg: str, name: str, colours: Colours, root: str) -> str:
    """Names that don't meet those of other pictures on a page, links to this site alone, what marks say shown, and no
    more digits than can be seen."""
    numbers: dict[str, str] = {}
    svg = _CLIP.sub(lambda m: m[1] + numbers.setdefault(m[2], f"{name}-{len(numbers)}"), svg)
    svg = svg.replace(' class="marks"', "", 1)  # a name that a page may have for something else
    svg = _PLACE.sub(lambda m: _LONG.sub(r"\1", m[0]), svg)
    if colours == "paper":
        return _LINK.sub(r"\2", svg)
    svg = _LINK.sub(lambda m: _link(m[1], m[2], root), svg)
    return _TALK.sub("", _SAID.sub(r"<\1 \2><title>\3</title></\1>", svg))


def _link(address: str, mark: str, root: str) -> str:
    if not address.startswith(f"{SITE}/"):
        return mark
    path = address.removeprefix(SITE).lstrip("/")
    return f'<a href="{root}{path}">{mark}</a>'
