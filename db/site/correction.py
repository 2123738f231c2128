"""The lines of `corrections.toml` for an event or an organisation, ready to be copied (docs/correcting.md). Pure functions.

What comes out of web pages is quoted so that it can neither end its string or comment nor look like other text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

FIELDS = ("parties", "type", "instrument", "status", "date", "subject")
"""What a correction may change, in the order in which a person reads it."""
WIDEST = 300
"""Characters of a remark, the rest is cut off."""
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories of what is not seen and may change what is: control, format, private, surrogates, separators."""


def ready(event: Mapping[str, Any], parties: Sequence[tuple[str, str]]) -> str:
    """An `[[event]]` for a person who knows better: what the record says as remarks, every value ready to be changed.

    `event` has `id`, `url`, `evidence` and what `values` asks for, `parties` are (id, name) in order. As long as no
    line is taken out of its comment the correction says nothing, and is refused.
    """
    lines = [*remarks(event, parties), "# Take away the # before what is wrong, and say what is right."]
    lines += ["[[event]]", f"id = {quoted(event['id'])}"]
    lines += [f"# {key} = {value}" for key, value in values(event, parties).items()]
    lines += ["# drop = true  # no agreement at all", '# note = ""', '# by = ""']
    return "\n".join(lines) + "\n"


def ready_for_organisation(id: str, name: str, alike: Sequence[tuple[str, str]]) -> str:
    """An `[[organisation]]`, of which nothing is followed as long as no line is taken out of its comment.

    `alike` are (id, name) of those that may be the same one.
    """
    lines = [remark(name), *(remark(f"perhaps {quoted(other)}: {called}") for other, called in alike)]
    others = ", ".join(quoted(other) for other, _ in alike) or quoted("another name, or an id")
    lines += ["# Take away the # before what is to be, and say what is right."]
    lines += ["[[organisation]]", f"name = {quoted(id)}", f"# rename = {quoted(name)}"]
    lines += [f"# same = [{others}]", f"# not_same = [{others}]", '# note = ""', '# by = ""']
    return "\n".join(lines) + "\n"


def remarks(event: Mapping[str, Any], parties: Sequence[tuple[str, str]]) -> list[str]:
    """Who and what it is about, for a person: sides by name, the sentence, the address."""
    names = " · ".join(name for _, name in parties)
    return [remark(names), remark(f"“{event['evidence']}”"), remark(event["url"])]


def values(event: Mapping[str, Any], parties: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each of `FIELDS` as TOML. Sides by id: a name that a correction gave is not the one by which it is found."""
    written = {"parties": f"[{', '.join(quoted(id) for id, _ in parties)}]"}
    return written | {field: quoted(event[field] or "") for field in FIELDS if field != "parties"}


def quoted(text: str) -> str:
    """A basic string of TOML. What can't be seen is written by its number."""
    return '"' + "".join(_SHORT.get(c) or (_number(c) if _is_unseen(c) else c) for c in text) + '"'


def remark(text: str) -> str:
    """A comment of one line."""
    plain = " ".join("".join(" " if _is_unseen(c) else c for c in text).split())
    return f"# {plain[:WIDEST]}…" if len(plain) > WIDEST else f"# {plain}"


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN


def _number(character: str) -> str:
    code = ord(character)
    if 0xD800 <= code < 0xE000:  # half a character: no TOML can hold it
        return "\ufffd"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
