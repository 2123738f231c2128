"""Ids stay the same as long as the thing does; offsets and names arrive as the text has them."""

from dataclasses import replace
from typing import Any

import pytest

from crawler.items import Article
from extract.records import Event, Evidence, Extraction, Mention, Organisation, Person
from pipelines.findings import Names, extraction_rows
from pipelines.ids import digest, slug
from pipelines.rows import article_rows

TEXT = "Tsinghua University (China) and TU signed a memorandum on 5 May 2024."


def extraction(*, status: str = "signed", rule: str = "r") -> Extraction:
    return Extraction(
        id="a",
        extractor="e1",
        mentions=(
            Mention(0, 19, "ORG", entity="Tsinghua University", rule=rule),
            Mention(21, 26, "COUNTRY", value="CN", rule=rule),
            Mention(32, 34, "ORG", entity="Test University", rule=rule),
            Mention(58, 68, "DATE", value="2024-05-05", edtf="2024-05-05", rule=rule),
        ),
        people=(Person("Qiu Yong", "President", "Tsinghua University", "stated"), Person("Li Bo", "Dean", None, None)),
        events=(
            Event("cooperation", "memorandum", status, ("Test University", "Tsinghua University"), ("Qiu Yong",),
                  "2024-05-05", None, Evidence(0, len(TEXT)), 0.7, ("t.sign",)),
        ),
    )  # fmt: skip


def rows(
    made: Extraction, declared: list[tuple[str, str, str | None]] | None = None
) -> dict[str, list[dict[str, Any]]]:
    names = Names(declared or [])
    return extraction_rows(made, text=TEXT, version_id=7, number=1, article_id="art", source_id="xx_test", names=names)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St Petersburg University", "st-petersburg-university"),
        ("St. Petersburg University", "st-petersburg-university"),
        ("the University of São Paulo", "university-of-sao-paulo"),
        ("Texas A&M University", "texas-a-and-m-university"),
        ("清华大学", "清华大学"),
        ("Ivane Javakhishvili’s Institute", "ivane-javakhishvilis-institute"),
    ],
)
def test_a_name_makes_a_readable_id(name: str, key: str) -> None:
    assert slug(name) == key


def test_different_universities_never_share_an_id() -> None:
    assert slug("Shanghai University") != slug("Shanghai University of Science and Technology")


def test_an_event_keeps_the_days_between_which_it_lies() -> None:
    (event,) = extraction().events
    (row,) = rows(replace(extraction(), events=(replace(event, not_before="2024-05-01", not_after="2024-05-09"),)))[
        "events"
    ]
    assert [row[name] for name in ("first_day", "last_day", "not_before", "not_after")] == [
        "2024-05-05",
        "2024-05-05",
        "2024-05-01",
        "2024-05-09",
    ]


def test_the_place_of_an_event_is_stored_with_its_words_and_its_country() -> None:
    (event,) = extraction().events
    made = rows(replace(extraction(), events=(replace(event, place_country="KE", place=Evidence(58, 68)),)))
    row = made["events"][0]
    assert [row[name] for name in ("place_country", "place", "place_start", "place_end")] == [
        "KE",
        "5 May 2024",
        58,
        68,
    ]
    assert "KE" in {country["code"] for country in made["countries"]}


def test_an_event_keeps_its_id_when_a_better_reader_corrects_its_status() -> None:
    before, after = rows(extraction()), rows(extraction(status="agreed"))
    assert before["events"][0]["id"] == after["events"][0]["id"]
    assert before["events"][0]["status"] != after["events"][0]["status"]


def test_two_events_between_the_same_sides_have_two_ids() -> None:
    made = extraction()
    twice = Extraction(
        **{f: getattr(made, f) for f in ("id", "extractor", "mentions", "people")}, events=made.events * 2
    )
    ids = [event["id"] for event in rows(twice)["events"]]
    assert len(set(ids)) == 2


def test_the_sides_are_the_organisations_in_the_order_of_the_text() -> None:
    parties = rows(extraction())["event_parties"]
    assert [(p["organisation_id"], p["position"]) for p in parties] == [
        ("test-university", 0),
        ("tsinghua-university", 1),
    ]


def test_a_declared_alias_leads_to_the_declared_organisation() -> None:
    made = rows(extraction(), [("Test University", "lisbon-test", None)])
    assert {m["organisation_id"] for m in made["mentions"] if m["surface"] == "TU"} == {"lisbon-test"}


def test_a_name_scoped_to_another_source_does_not() -> None:
    made = rows(extraction(), [("Test University", "lisbon-test", "yy_other")])
    assert {m["organisation_id"] for m in made["mentions"] if m["surface"] == "TU"} == {"test-university"}


def test_the_surest_country_is_stored_with_its_basis() -> None:
    told = (
        Organisation("TU", "ES", "city"),
        Organisation("Test University", "PT", "apposition"),
        Organisation("Tsinghua University", "CN", "bracket"),
        Organisation("Coop", None, None),
    )
    made = rows(replace(extraction(), organisations=told), [("TU", "test-university", None)])
    assert {o["id"]: (o["country"], o["country_basis"]) for o in made["organisations"]} == {
        "tsinghua-university": ("CN", "bracket"),
        "test-university": ("PT", "apposition"),
    }
    assert made["countries"] == [{"code": "CN", "name": "China"}, {"code": "PT", "name": "Portugal"}]


def test_what_a_persons_organisation_rests_on_is_kept() -> None:
    roles = rows(extraction())["person_roles"]
    assert [(r["person_id"], r["organisation_id"], r["organisation_basis"]) for r in roles] == [
        ("qiu-yong", "tsinghua-university", "stated"),
        ("li-bo", None, None),
    ]


def test_the_evidence_is_copied_from_the_text() -> None:
    assert rows(extraction())["events"][0]["evidence"] == TEXT


def article(**more: Any) -> Article:
    facts = {
        "title": "T",
        "body": "B",
        "kinds": ("paragraph",),
        "language": "en",
        "published": None,
        "published_basis": None,
    }
    return Article(**{"url": "https://t.example/1", "source": "xx_test", **facts, **more})


def test_only_title_text_and_date_make_another_version() -> None:
    def sha(made: Article) -> str:
        arguments: dict[str, Any] = {"fetched": "2024", "run_id": 1, "listed_modified": None}
        return str(article_rows(made, **arguments)["version"]["sha256"])

    assert sha(article()) == sha(article(author="X", tags=("a",), modified="2025-01-01"))
    assert len({sha(article()), sha(article(title="U")), sha(article(body="C")), sha(article(published="2024"))}) == 4


def test_a_digest_is_sixteen_digits_and_depends_on_where_the_parts_end() -> None:
    assert len(digest("a", "b")) == 16
    assert digest("a", "b") != digest("ab", "")
