"""Pictures: what is drawn of rows, whatever is in them."""

from __future__ import annotations

from xml.etree import ElementTree

from db.charts import Figure, draw, merged

BARS = Figure(
    name="bars",
    title="Bars",
    question="most_connected",
    caption="",
    width=400,
    spec={
        "mark": "bar",
        "encoding": {
            "x": {"field": "agreements", "type": "quantitative"},
            "y": {"field": "organisation", "type": "nominal"},
            "href": {"field": "href"},
            "description": {"field": "organisation"},
            "color": {"value": "$signed"},
        },
    },
)
HOSTILE = '"><script>alert(1)</script>\x07\u202e</svg> role="graphics-object" & \'' + "x" * 10_000


def row(organisation: str, href: str = "/organisation/x") -> dict[str, object]:
    return {"organisation": organisation, "agreements": 3, "href": href}


def test_markup_in_data_is_text() -> None:
    svg = draw(BARS, [row(HOSTILE)])
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "g", "path", "line", "text", "title", "a", "rect"}
    assert len(svg) < 20_000


def test_a_mark_leads_to_a_page_of_this_site_wherever_its_root_is() -> None:
    assert '<a href="/records/organisation/x">' in draw(BARS, [row("A")], root="/records/")


def test_a_mark_leads_nowhere_else() -> None:
    for address in (
        "javascript:alert(1)",
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "\\\\elsewhere.example",
    ):
        svg = draw(BARS, [row("A", address)])
        links = [element.get("href") for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}a")]
        assert all(link is None or (link.startswith("/") and not link.startswith("//")) for link in links), links


def test_a_text_that_is_the_name_of_a_colour_stays_a_text() -> None:
    assert "$signed" in draw(BARS, [row("$signed")])


def test_a_page_has_variables_and_paper_has_colours_and_no_links() -> None:
    page, paper = draw(BARS, [row("A")]), draw(BARS, [row("A")], colours="paper")
    assert "var(--signed)" in page
    assert "var(" not in paper
    assert "#0b5d6b" in paper
    assert "<a" not in paper


def test_a_patch_takes_away_and_puts_in_place() -> None:
    assert merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}}) == {"b": {"c": 4, "d": 3}}


def test_a_label_is_never_cut_within_a_character() -> None:
    svg = draw(BARS, [row("𠮷" * 300), row("𠮷野家")])
    assert "𠮷野家" in svg
    assert "A" in draw(BARS, [row("A")])
