"""Extractions are counted as corpus/README.md says, and as the reference scorer counts them."""

import importlib.util
import random
import sys
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

import pytest

from extract.corpus import Annotated, GoldEvent, GoldMention, normal, read_corpus
from extract.mistakes import mistakes, tallies
from extract.records import Document, Event, Evidence, Extraction, Mention, Organisation, Person
from extract.scoring import same_date, score, slug_of

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "corpus" / "score.py"
TEXT = "Lagos University and Oslo University signed on 4 May 2021."


def gold(*events: GoldEvent) -> Annotated:
    organisations = {"lagos": {"name": "University of Lagos"}, "oslo": {"name": "Oslo University"}}
    return Annotated(
        document=Document(id="a", text=TEXT),
        mentions=(
            GoldMention(0, 16, "ORG", "lagos"),
            GoldMention(21, 36, "ORG", "oslo"),
            GoldMention(47, 57, "DATE", "2021-05-04"),
        ),
        events=events,
        organisations=organisations,
        people={},
        names={"lagos": frozenset({"university of lagos", "lagos university"}), "oslo": frozenset({"oslo university"})},
    )


SIGNED = GoldEvent("cooperation", "memorandum", "signed", ("lagos", "oslo"), (), "2021-05-04", None, "signed")
EXTRACTED = Event(
    "cooperation",
    "memorandum",
    "signed",
    ("Lagos University", "Oslo University"),
    (),
    "2021-05-04",
    None,
    Evidence(0, 58),
    0.9,
)
RIGHT = (
    Mention(0, 16, "ORG", entity="University of Lagos"),
    Mention(21, 36, "ORG", entity="Oslo University"),
    Mention(47, 57, "DATE", value="2021-05-04"),
)


def figures(document: Annotated, *mentions: Mention, events: tuple[Event, ...] = ()) -> dict[str, float]:
    return score([document], {"a": Extraction("a", "test", mentions=mentions, events=events)})


def test_all_right_is_one() -> None:
    perfect = figures(gold(SIGNED), *RIGHT, events=(EXTRACTED,))
    assert {name: value for name, value in perfect.items() if value != 1} == {
        "PERSON.p": 0, "PERSON.r": 0, "PERSON.f1": 0, "PERSON.overlap_f1": 0,
        "COUNTRY.p": 0, "COUNTRY.r": 0, "COUNTRY.f1": 0, "COUNTRY.overlap_f1": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("person", "right"),
    [
        (Person("Ada Ells", "Vice-Dean", "Lagos University"), {"role": 0, "organisation": 1, "both": 0}),
        (Person("Ada Ells", "Acting Rector of Lagos", "Lagos University"), {"role": 1, "organisation": 1, "both": 1}),
        (Person("Ada Ells", "rector", "Oslo University"), {"role": 1, "organisation": 0, "both": 0}),
        (Person("Bo Ells", "Rector", "Lagos University"), {"role": 0, "organisation": 0, "both": 0}),
    ],
)
def test_people_are_right_by_a_telling_word_of_the_role_and_by_organisation(
    person: Person, right: dict[str, float]
) -> None:
    people = {"ada": {"name": "Ada Ells", "role": "Rector", "org": "lagos"}, "bo": {"name": "Bo", "role": "Dean"}}
    document = replace(gold(), people=people, names={**gold().names, "ada": {"ada ells"}, "bo": {"bo"}})
    found = score([document], {"a": Extraction("a", "test", people=(person,))})
    assert {name: found[f"people.{name}_accuracy"] for name in right} == right


def test_countries_of_organisations_are_right_if_told_and_as_annotated() -> None:
    organisations = {
        "lagos": {"name": "University of Lagos", "country": "NG"},
        "oslo": {"name": "Oslo University", "country": "NO"},
        "coop": {"name": "Coop", "country": None},
    }
    document = replace(gold(), organisations=organisations, names={**gold().names, "coop": frozenset({"coop"})})
    told = (
        Organisation("Lagos University", "NG", "city"),
        Organisation("Oslo University", None, None),
        Organisation("Coop", "US", "city"),
    )
    found = score([document], {"a": Extraction("a", "test", organisations=told)})
    assert (found["organisations.country_accuracy"], found["organisations.country_recall"]) == (1, 0.5)
    found = score([document], {"a": Extraction("a", "test", organisations=(replace(told[0], country="PT"),))})
    assert (found["organisations.country_accuracy"], found["organisations.country_recall"]) == (0, 0)


def test_a_document_without_extraction_counts_as_empty() -> None:
    nothing = score([gold(SIGNED)], {})
    assert nothing["mentions.r"] == nothing["events.r"] == 0


def test_a_boundary_error_is_two_strict_errors_and_no_loose_one() -> None:
    result = figures(gold(), Mention(0, 10, "ORG", entity="University of Lagos"), *RIGHT[1:])
    assert (result["ORG.p"], result["ORG.r"], result["ORG.overlap_f1"]) == (0.5, 0.5, 1)


def test_values_count_only_where_the_mention_is_right() -> None:
    wrong_day = figures(gold(), *RIGHT[:2], Mention(47, 57, "DATE", value="2021-04-05"))
    assert (wrong_day["DATE.f1"], wrong_day["DATE.value_accuracy"]) == (1, 0)
    assert "DATE.value_accuracy" not in figures(gold(), *RIGHT[:2])


def test_a_name_stands_for_the_slug_that_knows_it_or_a_near_spelling() -> None:
    assert slug_of("The Lagos University", gold(), ["lagos", "oslo"]) == "lagos"
    assert slug_of("Oslo Univercity", gold(), ["lagos", "oslo"]) == "oslo"
    assert slug_of("Bergen University", gold(), ["lagos", "oslo"]) == "?bergen university"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2021", "2021-01-01/2021-12-31", True),
        ("2021-05", "2021-05-01/2021-05-31", True),
        ("2021-02", "2021-02-01/2021-02-28", True),
        ("2024-02-01/2024-02-29", "2024-02", True),
        ("2021-05-04", "2021-05", False),
        (None, "2021", False),
        (None, None, True),
    ],
)
def test_dates_are_the_same_if_they_span_the_same_days(one: str | None, other: str | None, same: bool) -> None:
    assert same_date(one, other) is same


def test_events_need_half_of_their_sides_to_be_paired() -> None:
    one_side = replace(EXTRACTED, parties=("Oslo University",))
    three_more = replace(EXTRACTED, parties=("Oslo University", "A College", "B College", "C College"))
    assert figures(gold(SIGNED), events=(one_side,))["events.f1"] == 1
    assert figures(gold(SIGNED), events=(three_more,))["events.f1"] == 0


def test_the_event_of_the_same_type_is_paired_first() -> None:
    project = replace(EXTRACTED, type="project", status="planned")
    result = figures(gold(SIGNED), events=(project, EXTRACTED))
    assert (result["events.p"], result["events.typed_f1"]) == (0.5, pytest.approx(2 / 3))
    assert result["events.status_accuracy"] == 1


def causes(document: Annotated, *mentions: Mention, events: tuple[Event, ...] = ()) -> list[tuple[str, str]]:
    extraction = Extraction("a", "test", mentions=mentions, events=events)
    return [(mistake.label, mistake.cause) for mistake in mistakes([document], {"a": extraction})]


def test_mistakes_are_listed_by_cause() -> None:
    assert causes(gold(SIGNED), *RIGHT, events=(EXTRACTED,)) == []
    assert causes(
        gold(),
        Mention(0, 10, "ORG"),
        Mention(21, 36, "PERSON"),
        Mention(37, 43, "ORG"),
        Mention(47, 57, "DATE", value=None),
    ) == [("ORG", "boundary"), ("ORG", "type"), ("DATE", "value"), ("ORG", "spurious")]
    assert causes(gold()) == [("ORG", "missed"), ("ORG", "missed"), ("DATE", "missed")]


def test_mistakes_of_events_name_the_field() -> None:
    wrong = replace(EXTRACTED, status="planned", date=None, parties=("Oslo University",))
    assert causes(gold(SIGNED), *RIGHT, events=(wrong,)) == [
        ("EVENT", "status"),
        ("EVENT", "date"),
        ("EVENT", "parties"),
    ]
    assert causes(gold(SIGNED), *RIGHT) == [("EVENT", "missed")]
    assert causes(gold(), *RIGHT, events=(EXTRACTED,)) == [("EVENT", "spurious")]


def test_a_mistake_shows_what_was_wanted_found_and_where() -> None:
    found = Extraction("a", "test", mentions=(Mention(0, 5, "ORG", rule="organisation.short"), *RIGHT[1:]))
    (mistake,) = mistakes([gold()], {"a": found})
    assert (mistake.gold, mistake.got, mistake.rule) == ("Lagos University", "Lagos", "organisation.short")
    assert mistake.context == "[Lagos University] and Oslo University signed on 4 May 202"


def test_the_table_has_a_row_for_each_document() -> None:
    (row,) = tallies([gold(SIGNED)], {"a": Extraction("a", "test", mentions=RIGHT[:2])})
    assert row.document == "a"
    assert row.counts == {
        "ORG": (2, 0, 0),
        "PERSON": (0, 0, 0),
        "COUNTRY": (0, 0, 0),
        "DATE": (0, 0, 1),
        "events": (0, 0, 1),
    }


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    if not REFERENCE.exists():
        pytest.skip("the reference scorer (../shared/corpus/score.py) is not beside this checkout")
    spec = importlib.util.spec_from_file_location("reference_scorer", REFERENCE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:  # its dataclasses look their module up
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
    return module


def guessed(document: Annotated, dice: random.Random) -> Extraction:
    """An extraction that is right in most things and wrong in all ways."""
    text = document.document.text
    mentions = []
    for m in document.mentions:
        shift = dice.choice((0, 0, 0, 1, 4))
        label = dice.choice((m.label, m.label, m.label, "ORG", "DATE"))
        value = dice.choice((m.value, m.value, None, "2024-02", "2021/2022", "RU"))
        surface = text[m.start : m.end]
        entity = dice.choice((surface, surface.upper(), f"The {surface}", f"{surface}s", "Nobody", None))
        mentions.append(Mention(m.start + shift, m.end, label, entity=entity, value=value))
    events = []
    for event in document.events:
        for _ in range(dice.choice((0, 1, 1, 2))):
            names = [document.organisations[slug]["name"] for slug in event.parties]
            events.append(
                Event(
                    type=dice.choice((event.type, event.type, "project")),
                    instrument=dice.choice((event.instrument, None)),
                    status=dice.choice((event.status, "planned")),
                    parties=tuple(dice.sample(names, dice.randint(0, len(names))))
                    + dice.choice(((), ("A Third Party",))),
                    people=(),
                    date=dice.choice((event.date, None, "2024-02-29")),
                    subject=None,
                    evidence=Evidence(0, 1),
                    confidence=0.5,
                )
            )
    return Extraction(document.document.id, "guess", tuple(mentions), (), tuple(events))


@pytest.mark.parametrize("part", ["train", "dev"])
def test_figures_are_those_of_the_reference_scorer(part: str, reference: ModuleType) -> None:
    folder, dice = ROOT / "corpus" / part, random.Random(part)
    corpus = read_corpus(folder)
    extractions = {g.document.id: guessed(g, dice) for g in corpus if dice.random() > 0.1}
    theirs = reference.score(
        [reference.read(path) for path in sorted(folder.glob("*.md"))], {id: asdict(e) for id, e in extractions.items()}
    )
    own = ("people.", "organisations.", "events.status_f1", "events.instrument_f1", "events.date_f1")
    ours = {name: value for name, value in score(corpus, extractions).items() if not name.startswith(own)}
    assert list(ours) == list(theirs)
    assert ours == pytest.approx(theirs, abs=0.0005)
    assert 0.2 < ours["mentions.f1"] < 0.9
    assert 0.2 < ours["events.f1"] < 0.9


def test_names_are_compared_without_case_marks_and_articles() -> None:
    assert normal("The  King's College, London") == "king s college london"
