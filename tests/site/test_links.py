"""What a table's values lead to, and what leads nowhere."""

from typing import Any

import pytest
from markupsafe import Markup

from db.site.links import address, cell, safe_url, shortened


def shown(value: Any, column: str, table: str | None = None, **row: Any) -> Markup | None:
    return cell(value, column, table, "/", "/record", row or None)


@pytest.mark.parametrize(
    ("value", "column", "table", "html"),
    [
        ("kilima", "organisation_id", "ties", '<a href="/organisation/kilima">kilima</a>'),
        ("PT", "partner_country", None, '<a href="/country/PT">PT</a>'),
        ("PT", "code", "countries", '<a href="/country/PT">PT</a>'),
        ("ab12", "id", "articles", '<a href="/article/ab12">ab12</a>'),
        ("ab12", "agreement_id", "reports", '<a href="/agreement/ab12">ab12</a>'),
        ("ab12", "agreement_id", None, '<a href="/agreement/ab12">open</a>'),
        ("pt_ribeira", "source_id", None, '<a href="/record/sources/pt_ribeira">pt_ribeira</a>'),
        ("in_force", "status", "agreements", '<span class="tag in_force">in force</span>'),
        ("https://www.news.example/a/", "url", None, '<a href="https://www.news.example/a/" rel="noreferrer">news.example/a</a>'),
    ],
)  # fmt: skip
def test_an_id_leads_to_its_page(value: str, column: str, table: str | None, html: str) -> None:
    assert shown(value, column, table) == html


def test_a_name_leads_to_the_page_of_the_id_beside_it() -> None:
    link = '<a href="/organisation/kilima">Kilima &amp; Sons</a>'
    assert shown("Kilima & Sons", "name", "organisations", id="kilima") == link
    assert shown("Kilima & Sons", "partner", None, partner_id="kilima") == link
    assert shown({"value": "kilima", "label": "Kilima & Sons"}, "partner_id", "ties") == link
    assert shown("Kilima & Sons", "partner", None, agreements=3) is None
    assert shown("Kilima & Sons", "name", "organisation_merges", organisation_id="other") is None


def test_a_proposal_leads_to_both_of_what_it_is_about() -> None:
    assert shown("x", "b", "proposals", kind="agreement", b="x") == '<a href="/agreement/x">x</a>'
    assert shown("X, 2020", "one", None, kind="organisation", a="x") == '<a href="/organisation/x">X, 2020</a>'
    assert shown("x", "b", "proposals", kind="unheard of", b="x") is None


def test_what_has_no_name_can_be_clicked_on_all_the_same() -> None:
    assert shown(" \t\u202e", "name", "people", id="x") == '<a href="/person/x">without a name</a>'


def test_what_is_no_status_is_no_tag() -> None:
    assert shown('"><script>', "status", "pages") is None
    assert shown(404, "status", "pages") is None


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//elsewhere.example", "http://[no", "", "https:///a"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert safe_url(url) is None
    assert "href" not in (shown(url, "url") or "")


def test_what_looks_like_an_address_elsewhere_is_text() -> None:
    """Datasette would make a link of it."""
    assert shown('https://news.example/"onclick="x', "subject") == "https://news.example/&#34;onclick=&#34;x"


def test_attributes_are_closed_to_what_stands_in_them() -> None:
    assert shown('x" onclick="y', "person_id") == '<a href="/person/x%22%20onclick%3D%22y">x&#34; onclick=&#34;y</a>'
    assert address("person", "a/b?c#d") == "/person/a%2Fb%3Fc%23d"


def test_long_texts_are_cut() -> None:
    found = shown("w" * 10_000, "title", "articles", id="x")
    assert found is not None
    assert len(found.striptags()) == 400
    assert shortened("https://www.news.example/" + "w" * 100).endswith("w…")
