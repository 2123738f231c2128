"""The declared sources and families: what they call an article, and that the docs tell the truth about them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from crawler.addresses import article_address
from crawler.listings.page import numbered_page
from crawler.source import (
    FAMILIES,
    ArticleRules,
    Expect,
    Family,
    FeedListing,
    HtmlListing,
    JsonListing,
    Organisation,
    SitemapListing,
    Source,
    SourceError,
    load_family,
    load_source,
    load_sources,
)

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
ADDRESSES = tomllib.loads(Path(__file__).with_name("source_addresses.toml").read_text(encoding="utf-8"))
# A source that was drafted by `uniaccord newsource` has its own file.
ADDRESSES |= {
    path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "sources").glob("*/addresses.toml"))
}
SOURCES = load_sources()
FAMILY_NAMES = sorted(path.stem for path in FAMILIES.glob("*.toml"))


def is_article(source: Source, url: str) -> bool:
    return article_address(url, source.homepage, source) is not None


def test_the_universities_and_bodies_that_the_project_began_with_are_declared() -> None:
    wanted = {"ru_spbu", "ru_spbu_ru", "ru_spbpu", "ru_spbpu_ru", "cn_tsinghua", "cn_xuetangx", "int_gma", "int_iite"}
    assert wanted <= SOURCES.keys()
    assert len([source for source in SOURCES.values() if not source.disabled]) >= 30


def test_every_source_has_example_addresses_and_every_example_a_source() -> None:
    assert ADDRESSES.keys() == SOURCES.keys()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_articles_are_told_from_other_pages(source: Source) -> None:
    examples = ADDRESSES[source.id]
    assert examples["yes"] or source.disabled, "give at least one address of an article"
    assert examples["no"], "give at least one address that is no article"
    assert [url for url in examples["yes"] if not is_article(source, url)] == []
    assert [url for url in examples["no"] if is_article(source, url)] == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_its_own_front_page_and_lists_are_no_articles(source: Source) -> None:
    pages = {source.homepage}
    for listing in source.listing:
        pages.update(listing.urls)
        if isinstance(listing, HtmlListing):
            numbered = (numbered_page(source, listing, start, n) for start in listing.urls for n in (1, 2))
            pages.update(page for page in numbered if page)
    assert [url for url in pages if is_article(source, url)] == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_no_article_belongs_to_two_sources(source: Source) -> None:
    others = [other for other in SOURCES.values() if other.id != source.id]
    assert [(url, other.id) for url in ADDRESSES[source.id]["yes"] for other in others if is_article(other, url)] == []


def test_a_source_is_named_after_its_country_and_language() -> None:
    for source in SOURCES.values():
        country, _, *language = source.id.split("_")
        assert country == (source.organisation.country or "INT").lower(), source.id
        assert (language or ["en"]) == [source.language], source.id


def test_sections_of_one_organisation_describe_it_alike() -> None:
    described: dict[str, Organisation] = {}
    for source in SOURCES.values():
        organisation = source.organisation.model_copy(update={"called": ()})
        assert described.setdefault(organisation.name, organisation) == organisation, source.id


def test_no_name_is_given_twice_or_means_two_organisations_everywhere() -> None:
    organisations = {source.organisation.name: source.organisation for source in SOURCES.values()}
    names = Counter(
        name.casefold()
        for organisation in organisations.values()
        for name in (organisation.name, *organisation.aliases)
    )
    assert [name for name, times in names.items() if times > 1] == []
    for source in SOURCES.values():
        assert not set(source.organisation.called) & {source.organisation.name, *source.organisation.aliases}, source.id


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_a_family_knows_its_marks_and_where_the_text_is(name: str) -> None:
    family = load_family(name)
    assert family.markers
    assert family.article.body
    assert (FAMILIES / f"{name}.toml").read_text(encoding="utf-8").startswith("# "), "say where the facts come from"


def test_no_mark_gives_away_two_families() -> None:
    marks = [(mark, name) for name in FAMILY_NAMES for mark in load_family(name).markers]
    assert [(a, b) for a in marks for b in marks if a[1] != b[1] and a[0] in b[0]] == []


@pytest.mark.parametrize(
    ("cms", "start", "second", "third"),
    [
        ("drupal", "https://u.example/news", "https://u.example/news?page=1", "https://u.example/news?page=2"),
        ("wordpress", "https://u.example/news/", "https://u.example/news/page/2/", "https://u.example/news/page/3/"),
        ("bitrix", "https://u.example/news/", "https://u.example/news/?PAGEN_1=2", "https://u.example/news/?PAGEN_1=3"),
        (
            "webplus",
            "https://u.example/25/list.htm",
            "https://u.example/25/list2.htm",
            "https://u.example/25/list3.htm",
        ),
        (
            "joomla",
            "https://u.example/news.html",
            "https://u.example/news.html?start=10",
            "https://u.example/news.html?start=20",
        ),
        ("nukeviet", "https://u.example/news/", "https://u.example/news/page-2/", "https://u.example/news/page-3/"),
    ],
)
def test_a_family_turns_pages_as_its_sites_do(cms: str, start: str, second: str, third: str, tmp_path: Path) -> None:
    lines = example().replace('cms = "drupal"', f'cms = "{cms}"').replace("https://www.lakeside.example/news", start)
    source = load(tmp_path, lines.replace('hosts = ["', 'hosts = ["u.example", "'))
    (listing,) = source.listing
    assert isinstance(listing, HtmlListing)
    assert [numbered_page(source, listing, start, number) for number in (1, 2)] == [second, third]


# The guide


@cache
def example() -> str:
    """The whole file that the guide shows."""
    found = re.search(r"```toml\n(name = .*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def load(folder: Path, text: str) -> Source:
    path = folder / "ie_lakeside.toml"
    path.write_text(text, encoding="utf-8")
    return load_source(path)


def guide_rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the guide."""
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    assert section, heading
    lines = [line for line in section[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def code(cell: str) -> str:
    found = re.fullmatch(r"\**(`+) ?(.*?) ?\1\**", cell)
    assert found, cell
    return found[2]


@pytest.mark.parametrize(
    ("heading", "model", "unsaid"),
    [
        ("The source", Source, {"id", "family"}),
        ("`[organisation]`", Organisation, set()),
        ("`[article]`", ArticleRules, set()),
        ("`[expect]`", Expect, set()),
        ("Families", Family, {"id"}),
    ],
)
def test_the_guide_explains_every_key_and_no_other(heading: str, model: type[BaseModel], unsaid: set[str]) -> None:
    told = {code(key): key.startswith("**") for key, _ in guide_rows(heading)}
    fields = {name: field.is_required() for name, field in model.model_fields.items() if name not in unsaid}
    assert told == fields


def test_the_guide_explains_the_keys_of_every_kind_of_listing() -> None:
    kinds: dict[str, type[BaseModel]] = {
        "feed": FeedListing,
        "sitemap": SitemapListing,
        "html": HtmlListing,
        "json": JsonListing,
    }
    for kind, model in kinds.items():
        told = {
            code(key): key.startswith("**")
            for key, of, _ in guide_rows("`[[listing]]`")
            if of == "all" or kind in of.split(", ")
        }
        assert told == {name: field.is_required() for name, field in model.model_fields.items()}, kind


def test_the_guides_example_can_be_used(tmp_path: Path) -> None:
    source = load(tmp_path, example())
    assert is_article(source, "http://www.lakeside.example/news/a-new-agreement?utm_source=letter")
    assert not is_article(source, "https://www.lakeside.example/news?page=1")
    assert source.selectors("body") == load_family("drupal").article.body


@pytest.mark.parametrize("row", guide_rows("What errors look like"), ids=lambda row: code(row[1]))
def test_errors_look_as_the_guide_says(row: list[str], tmp_path: Path) -> None:
    right, wrong, message = (code(cell) for cell in row)
    assert example().count(right) >= 1
    with pytest.raises(SourceError) as error:
        load(tmp_path, example().replace(right, wrong, 1))
    assert str(error.value) == message


def test_a_source_is_switched_off_by_the_line_that_the_guide_shows(tmp_path: Path) -> None:
    found = re.search(r"^disabled = .*$", GUIDE, re.MULTILINE)
    assert found
    source = load(tmp_path, f"{found[0]}\n{example()}")
    assert source.disabled == "The press office asked us on 5 May 2026 not to read it."
    assert load(tmp_path, f"since = 2024-01-01\n{example()}").since == date(2024, 1, 1)


def test_the_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
