"""Pictures of the record: one Vega-Lite specification a file, drawn as SVG where the page is made.

A file `NAME.json` has `title`, `question` (the canned query whose rows it shows), `caption` and `spec`, a Vega-Lite
specification without data and size, in which `"$signed"` stands for the colour `--signed` of `static/uniaccord.css`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import vl_convert

HERE = Path(__file__).parent
STYLES = HERE.parent / "static" / "uniaccord.css"
VEGA_LITE = "6.4"

Colours = Literal["page", "paper"]
"""`page`: CSS variables, for a page that has our style sheet, in light and dark; `paper`: fixed, for print."""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    title: str
    question: str
    """The canned query that gives its rows."""
    caption: str
    spec: Mapping[str, Any]


@cache
def figures() -> Mapping[str, Figure]:
    """All pictures by name."""
    found = {}
    for path in sorted(HERE.glob("*.json")):
        if path.stem == "theme":
            continue
        text = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = Figure(path.stem, text["title"], text["question"], text["caption"], text["spec"])
    return found


def draw(
    figure: Figure,
    rows: Iterable[Mapping[str, Any]],
    *,
    width: int,
    colours: Colours = "page",
    height: int | None = None,
    **values: Any,
) -> str:
    """A figure as SVG (a string that begins with `<svg`). `width` and `height` are those of the plotting area in pixels;
    `values` set the specification's `params` of these names, such as `root`, where the site is.

    Raises ValueError if Vega-Lite can't draw it.
    """
    spec = {**figure.spec, "config": json.loads((HERE / "theme.json").read_text(encoding="utf-8"))}
    spec |= {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "background": None}
    spec |= {"data": {"name": "rows", "values": list(rows)}}
    if "vconcat" not in spec:
        spec["width"] = width
        if height:
            spec["height"] = height
    params = [*spec.get("params", []), *({"name": name, "value": value} for name, value in values.items())]
    spec["params"] = [*params, {"name": "plot_width", "value": width}]
    return _svg(json.dumps(spec, ensure_ascii=False, sort_keys=True), colours)


@lru_cache(maxsize=512)
def _svg(spec: str, colours: Colours) -> str:
    named = palette() if colours == "paper" else {name: f"var(--{name})" for name in palette()}
    coloured = re.sub(r'"\$([a-z_-]+)"', lambda m: json.dumps(named[m[1]]), spec)
    svg: str = vl_convert.vegalite_to_svg(json.loads(coloured), vl_version=VEGA_LITE)
    return svg


@cache
def palette() -> Mapping[str, str]:
    """The colours of the light scheme by name, as the style sheet has them."""
    light = STYLES.read_text(encoding="utf-8").split("}", 1)[0]
    return dict(re.findall(r"--([a-z_-]+): (#[0-9a-f]{6})", light))
