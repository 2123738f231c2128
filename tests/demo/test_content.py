"""The articles of the embedded web and `demo/story.md`, which says what they tell, agree with each other."""

import re
from collections import Counter
from datetime import date

import pytest

from demo import HERE, SITES
from demo.content import read_sites
from demo.site import QUIRKS, Article
from extract.records import INSTRUMENTS, STATUSES, TYPES

Row = dict[str, str]

WHOLE_STORY = (HERE / "story.md").read_text(encoding="utf-8")
ALL = {
    f"{site.id}/{article.stem}": article for site in read_sites(SITES) if not site.copies for article in site.articles
}
PUBLISHER = {
    "pt_ribeira": "ur",
    "ru_neva": "nspu",
    "ke_kilima": "ku",
    "cn_linjiang": "lut",
    "de_haldern": "hsh",
    "int_oha": "oha",
}
REAL = (
    "Aalto|Beihang|Bocconi|Bologna|Cambridge|Coimbra|Cornell|Fudan|Harbin|Harvard|Heidelberg|Humboldt|ITMO|Jiaotong"
    "|Karolinska|Kasetsart|Kazan|Kenyatta|Lisbon|Lomonosov|Makerere|Maseno|Milan|Minho|Moi|Nairobi|Nanjing|Nanyang"
    "|Oxford|Peking|Plekhanov|Porto|Princeton|RUDN|RWTH|Sapienza|Sorbonne|Stanford|Strathmore|Tongji|Toronto|Tsinghua"
    "|Tsukuba|Uppsala|Wageningen|Wuhan|Yale|Zhejiang"
)
REAL_NAMES = re.compile(
    rf"\b({REAL}) (State )?(University|Institute|Polytechnic|College)\b"
    rf"|\b(University|Institute|Polytechnic) of ({REAL})\b"
    r"|\b(Coursera|edX|FutureLearn|XuetangX|UNESCO|DAAD|St\.? Petersburg (State )?University)\b"
)
SHAPES = re.compile(
    r"\b([A-Z][\w’-]+ (?:University|Polytechnic|Institute of Technology|Maritime College)\b"
    r"|(?:University|Polytechnic) of [A-Z][\w’-]+)"
)
GENERIC = {
    "Acting University",
    "Chinese University",
    "International Polytechnic",
    "Polish University",
    "Russian Polytechnic",
    "The University",
}
"""What looks like a name but is none."""


def table(heading: str) -> list[Row]:
    """The table under a heading of the story: one dict a row, a dash for an empty cell becoming ""."""
    section = re.split(rf"(?m)^## {re.escape(heading)}\n", WHOLE_STORY)[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line] for line in lines)
    return [{key: "" if cell == "–" else cell for key, cell in zip(head, row, strict=True)} for row in rows]


ORGANISATIONS = {row["id"]: row for row in table("Organisations")}
ARRANGEMENTS = {row["id"]: row for row in table("Arrangements")}
TOLD = table("What each article tells")
SILENT = table("Articles without an agreement")
CLOSED = {row["article"]: row["named only there"] for row in table("Articles that robots.txt closes")}
ARTICLES = {name: article for name, article in ALL.items() if name not in CLOSED}


def text_of(article: Article, day: int = 1) -> str:
    shown = article.on(day)
    return "\n".join([shown.title, *(block.text for block in shown.blocks)]) if shown else ""


def names_of(organisation: str) -> list[str]:
    row = ORGANISATIONS[organisation]
    others = [] if not row["other names in the articles"] else row["other names in the articles"].split(", ")
    return [row["name"], *others]


def is_named(organisation: str, text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names_of(organisation))


def parties_of(arrangement: str) -> list[str]:
    return ARRANGEMENTS[arrangement]["parties"].split(", ")


def test_there_are_six_sites_and_more_than_ninety_articles() -> None:
    per_site = Counter(name.split("/")[0] for name in ARTICLES)
    assert set(per_site) == set(PUBLISHER)
    assert min(per_site.values()) >= 12
    assert len(ARTICLES) >= 90


@pytest.mark.parametrize("name", ALL)
def test_an_article_is_a_title_and_two_paragraphs_of_the_years_2023_to_2025(name: str) -> None:
    article = ALL[name]
    assert len([block for block in article.blocks if block.kind in ("paragraph", "item")]) >= 2
    assert date(2023, 1, 1) <= date.fromisoformat(article.published.isoformat()[:10]) <= date(2025, 12, 31)
    assert "  " not in text_of(article)


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_has_the_length_of_a_news_item(name: str) -> None:
    assert 110 <= len(text_of(ARTICLES[name]).split()) <= 370


def test_titles_are_all_different() -> None:
    titles = Counter(article.title for article in ALL.values())
    assert titles.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", ALL)
def test_no_real_university_is_named(name: str) -> None:
    assert not REAL_NAMES.search(text_of(ALL[name]))


def test_every_name_of_the_story_is_used_in_an_article() -> None:
    texts = "\n".join(text_of(article, day) for article in ARTICLES.values() for day in (1, 2))
    assert not [name for one in ORGANISATIONS for name in names_of(one) if name not in texts]


@pytest.mark.parametrize("name", ALL)
def test_whatever_looks_like_a_university_is_one_of_the_story(name: str) -> None:
    text = text_of(ALL[name])
    known = [one for organisation in ORGANISATIONS for one in names_of(organisation)]
    for one in sorted([*known, *CLOSED.values()], key=len, reverse=True):
        text = text.replace(one, "\0")
    unknown = {match[1] for match in SHAPES.finditer(text)} - GENERIC
    assert not unknown


def test_every_quirk_is_used_but_rarely() -> None:
    used = Counter(quirk for article in ARTICLES.values() for quirk in article.quirks)
    assert set(used) == set(QUIRKS)
    assert max(used.values()) <= 3


def test_one_article_is_gone_on_the_second_day_and_some_are_edited() -> None:
    gone = [name for name, article in ARTICLES.items() if article.on(2) is None]
    edited = [name for name, article in ARTICLES.items() if article.edited]
    assert len(gone) == 1
    assert 2 <= len(edited) <= 3
    assert all(text_of(ARTICLES[name]) != text_of(ARTICLES[name], day=2) for name in edited)


def test_bulletins_are_of_characters_that_their_font_has() -> None:
    bulletins = [article for article in ARTICLES.values() if article.format == "pdf"]
    assert len(bulletins) >= 3
    assert all(text_of(article).encode("cp1252") for article in bulletins)


def test_a_wrong_charset_shows() -> None:
    suffering = [article for article in ARTICLES.values() if "wrong-charset" in article.quirks]
    assert suffering
    assert not any(text_of(article).isascii() for article in suffering)


def test_the_story_knows_every_article() -> None:
    assert {row["article"] for row in TOLD}.isdisjoint(row["article"] for row in SILENT)
    assert {row["article"] for row in TOLD} | {row["article"] for row in SILENT} == set(ARTICLES)
    assert set(CLOSED) <= set(ALL)


def test_the_story_mentions_no_article_that_is_not_there() -> None:
    mentioned = set(re.findall(rf"(?:{'|'.join(PUBLISHER)})/[a-z0-9-]+", WHOLE_STORY))
    assert mentioned == set(ALL)


def test_what_robots_close_is_named_nowhere_else() -> None:
    for name, organisation in CLOSED.items():
        assert [other for other, article in ALL.items() if organisation in text_of(article)] == [name]


def test_arrangements_use_the_words_of_the_guidelines() -> None:
    for arrangement in ARRANGEMENTS.values():
        assert arrangement["type"] in TYPES
        assert arrangement["instrument"] in ("", *INSTRUMENTS)
        assert set(parties_of(arrangement["id"])) <= set(ORGANISATIONS)
    assert {row["status"] for row in TOLD} == set(STATUSES)
    assert {row["arrangement"] for row in TOLD} == set(ARRANGEMENTS)


@pytest.mark.parametrize("row", TOLD, ids=lambda row: f"{row['article']}-{row['arrangement']}-{row['status']}")
def test_an_article_names_the_parties_of_what_it_tells(row: Row) -> None:
    site = row["article"].split("/")[0]
    text = text_of(ARTICLES[row["article"]], int(row["day"] or 1))
    others = [party for party in parties_of(row["arrangement"]) if party != PUBLISHER[site]]
    named = [party for party in others if is_named(party, text)]
    # of an alliance of many, an article that mentions it in passing names some
    assert named == others if len(others) < 3 else named


def test_dates_are_days_months_years_or_intervals() -> None:
    one = r"\d{4}(-\d\d(-\d\d)?)?"
    assert all(re.fullmatch(rf"({one}(/{one})?)?", row["date"]) for row in TOLD)


def test_what_an_article_reports_has_happened_when_it_appears() -> None:
    for row in TOLD:
        if row["date"] and row["status"] in ("signed", "renewed", "in_force") and not row["day"]:
            appeared = ARTICLES[row["article"]].published.isoformat()[:10]
            assert row["date"].split("/")[0] <= appeared, row


def test_both_sides_report_at_least_six_agreements() -> None:
    sites: dict[str, set[str]] = {}
    for row in TOLD:
        if row["status"] != "in_force":
            sites.setdefault(row["arrangement"], set()).add(row["article"].split("/")[0])
    assert len([arrangement for arrangement, told_by in sites.items() if len(told_by) > 1]) >= 6


def test_the_expected_counts_are_those_of_the_tables() -> None:
    first_day = [row for row in TOLD if row["day"] != "2"]
    types = Counter(row["type"] for row in ARRANGEMENTS.values())
    statuses = Counter(row["status"] for row in first_day)
    per_site = Counter(name.split("/")[0] for name in ARTICLES)
    counted = {
        "articles that a crawler may read": len(ARTICLES),
        "articles without an agreement": len(SILENT),
        "arrangements": len(ARRANGEMENTS),
        "events told on the first day": len(first_day),
        **{f"articles of {site}": number for site, number in per_site.items()},
        **{f"arrangements of type {one}": number for one, number in types.items()},
        **{f"events told as {one} on the first day": number for one, number in statuses.items()},
    }
    written = {row["what"]: int(row["number"]) for row in table("Expected counts")}
    assert written == counted
