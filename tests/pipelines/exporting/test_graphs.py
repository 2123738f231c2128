"""A graph is read again with the nodes, edges and attributes that the database has."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest
from lxml import etree

from db.exporting.choice import Choice
from tests.pipelines.exporting.record import HOSTILE, exported, rows

READ: dict[str, Callable[[Path], Any]] = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


@pytest.mark.parametrize("format", READ)
def test_organisations_and_what_ties_them(record: Path, tmp_path: Path, format: str) -> None:
    made = exported(record, tmp_path / "x", format)
    graph = READ[format](tmp_path / "x")
    assert not graph.is_directed()
    assert made.counts == {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
    assert set(graph.nodes) == {name for (name,) in rows(record, "select organisation_id from agreement_parties")}
    pairs = rows(record, "select organisation_id, partner_id, count(*), sum(reports) from ties group by 1, 2")
    assert {frozenset(pair): (number, reports) for *pair, number, reports in pairs} == {
        frozenset((one, other)): (edge["weight"], edge["reports"]) for one, other, edge in graph.edges(data=True)
    }
    assert graph.nodes["oslo-technical-university"] == {
        "label": "Oslo Technical University", "country": "NO", "country_name": "Norway", "partners": 3, "agreements": 3,
        "main_type": "cooperation", "types": "cooperation", "first_report": "2023-04-05", "latest_report": "2025-01",
    }  # fmt: skip
    edge = graph.edges["oslo-technical-university", "lund-university"]
    assert (edge["agreements"], edge["start"], edge["first_report"]) == (2, "2023-04-05", "2023-04-05")
    assert "end" not in edge  # one of the two goes on
    assert not any(
        value is None or value == "None" for _, values in graph.nodes(data=True) for value in values.values()
    )


@pytest.mark.parametrize("format", READ)
def test_countries_and_what_ties_them(record: Path, tmp_path: Path, format: str) -> None:
    exported(record, tmp_path / "x", format, by="country")
    graph = READ[format](tmp_path / "x")
    weights = {(one, other): edge["weight"] for one, other, edge in graph.edges(data=True)}
    assert weights == {("FI", "NO"): 1, ("FI", "SE"): 1, ("NO", "SE"): 2}
    assert graph.nodes["NO"] == {
        "label": "Norway", "organisations": 1, "within": 0, "partners": 2, "agreements": 3, "main_type": "cooperation",
        "types": "cooperation", "first_report": "2023-04-05", "latest_report": "2025-01",
    }  # fmt: skip


@pytest.mark.parametrize("format", READ)
def test_an_edge_ends_when_all_its_agreements_have(record: Path, tmp_path: Path, format: str) -> None:
    exported(record, tmp_path / "x", format, choice=Choice(statuses=("ended",)))
    ((*_, edge),) = READ[format](tmp_path / "x").edges(data=True)
    assert (edge["weight"], edge["start"], edge["end"]) == (1, "2023-04-05", "2024-05-05")


@pytest.mark.parametrize("format", READ)
def test_what_xml_cannot_hold_is_shown_and_told_and_all_else_stays(record: Path, tmp_path: Path, format: str) -> None:
    made = exported(record, tmp_path / "x", format)
    etree.parse(tmp_path / "x")  # well-formed
    label = READ[format](tmp_path / "x").nodes["union-of-arts-and-university"]["label"]
    assert label == re.sub("[\x01\x02]", "\ufffd", HOSTILE)
    assert len(made.left_out) == 1


def test_gexf_is_dynamic_and_dated_by_the_last_run(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "x.gexf", "gexf")
    root = etree.parse(tmp_path / "x.gexf").getroot()
    space = {"g": "http://www.gexf.net/1.2draft"}
    assert root.find("g:meta", space).get("lastmodifieddate") == "2026-10-05"
    graph = root.find("g:graph", space)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    types = {a.get("title"): a.get("type") for a in graph.findall("g:attributes[@class='node']/g:attribute", space)}
    assert (types["agreements"], types["country"]) == ("long", "string")
    assert "label" not in types
