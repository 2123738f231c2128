"""Graphs as GraphML and GEXF, for Gephi, networkx, igraph and others.

Written here and not by networkx, which keeps a whole GEXF file in memory and dates it by the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from db.exporting.graph import EDGE, NODE, By, Value, edges, nodes
from db.exporting.reading import Moment

FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold or, like a carriage return, does not keep."""
TYPES = {str: "string", int: "long"}
"""In both formats."""
BARE_EDGE = ("weight", "start", "end")
"""What GEXF has attributes of its own for."""

Element = Callable[..., None]


def graphml(moment: Moment, file: BinaryIO, *, by: By) -> dict[str, int]:
    """How many nodes and edges there are."""
    xml, clean = _Xml(file), _cleaner(moment)
    counts = {"nodes": 0, "edges": 0}

    def data(end: str, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            if value is not None:
                with xml.element("data", key=f"{end}_{name}"):
                    xml.characters(clean(value))

    with xml.element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"):
        for end, attributes in (("node", NODE[by]), ("edge", EDGE)):
            for name, kind in attributes.items():
                key = {"id": f"{end}_{name}", "for": end, "attr.name": name, "attr.type": TYPES[kind]}
                xml.empty("key", **key)
        with xml.element("graph", edgedefault="undirected"):
            for node, values in nodes(moment, by):
                with xml.element("node", id=clean(node)):
                    data("node", values)
                counts["nodes"] += 1
            for one, other, values in edges(moment, by):
                with xml.element("edge", source=clean(one), target=clean(other)):
                    data("edge", values)
                counts["edges"] += 1
    return counts


def gexf(moment: Moment, file: BinaryIO, *, by: By) -> dict[str, int]:
    """How many nodes and edges there are. An edge is there from its `start` to its `end`, in days."""
    xml, clean = _Xml(file), _cleaner(moment)
    counts = {"nodes": 0, "edges": 0}

    def attvalues(values: Mapping[str, Value]) -> None:
        with xml.element("attvalues"):
            for name, value in values.items():
                if value is not None:
                    xml.empty("attvalue", **{"for": name, "value": clean(value)})

    with xml.element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2"):
        last_run = moment.last_run
        dated = {"lastmodifieddate": f"{last_run:%Y-%m-%d}"} if last_run else {}
        with xml.element("meta", **dated), xml.element("creator"):
            xml.characters("uniaccord")
        with xml.element("graph", defaultedgetype="undirected", mode="dynamic", timeformat="date"):
            for end, attributes, apart in (("node", NODE[by], ("label",)), ("edge", EDGE, BARE_EDGE)):
                with xml.element("attributes", **{"class": end, "mode": "static"}):
                    for name, kind in attributes.items():
                        if name not in apart:
                            xml.empty("attribute", id=name, title=name, type=TYPES[kind])
            with xml.element("nodes"):
                for node, values in nodes(moment, by):
                    with xml.element("node", id=clean(node), label=clean(values.pop("label"))):
                        attvalues(values)
                    counts["nodes"] += 1
            with xml.element("edges"):
                for one, other, values in edges(moment, by):
                    bare = {name: clean(value) for name in BARE_EDGE if (value := values.pop(name)) is not None}
                    with xml.element("edge", id=str(counts["edges"]), source=clean(one), target=clean(other), **bare):
                        attvalues(values)
                    counts["edges"] += 1
    return counts


class _Xml(XMLGenerator):
    """Writes elements as `with` blocks; the lines are those of no element's text."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, "utf-8", short_empty_elements=True)
        self.startDocument()

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        self.startElement(name, AttributesImpl(attributes))
        yield
        self.endElement(name)
        if name in ("node", "edge", "attributes", "meta", "nodes", "edges", "graph"):
            self.ignorableWhitespace("\n")

    def empty(self, name: str, **attributes: str) -> None:
        self.startElement(name, AttributesImpl(attributes))
        self.endElement(name)


def _cleaner(moment: Moment) -> Callable[[Value], str]:
    """Values as XML 1.0 can hold them; what it can't is shown as U+FFFD and counted."""

    def clean(value: Value) -> str:
        text = str(value)
        if FORBIDDEN.search(text):
            moment.left_out["names with characters that XML can't hold (they are shown as �)"] += 1
            return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))
        return text

    return clean
