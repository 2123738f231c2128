"""Every rule of the agreement lexicons does what its example says, and leaves its counter-example alone."""

import pytest

from extract.agreements.acts import load_acts
from extract.agreements.arrangements import find_arrangements
from extract.agreements.reading import read
from extract.agreements.status import status_of
from extract.lexicon import lexicon
from extract.organisations.kinds import kind_of
from extract.records import INSTRUMENTS, STATUSES, TYPES
from extract.rules import MASKS, LexiconError, Rule, load_rules, small
from tests.extract.marked import events, marked

ACTS = {act.id for act in load_acts()}
LEXICONS = ("triggers", "event_types", "instruments", "status", "anaphora", "sides", "organisation_kinds", "venues")
VALUES = {
    "triggers": ACTS,
    "event_types": set(TYPES),
    "instruments": {*INSTRUMENTS, None},
    "status": {*STATUSES, None},
    "anaphora": {"pair", "near", "home"},
    "sides": {"object", "reporter", "bystander"},
    "venues": {"here", "talk", "nowhere"},
    "organisation_kinds": {"media", "state", "office", "body", "section", "unit", "institute"},
}


def rules(*lexicons: str) -> list[object]:
    return [pytest.param(rule, id=rule.id) for name in lexicons for rule in load_rules(name)]


@pytest.mark.parametrize("name", LEXICONS)
def test_rules_have_known_values_and_acts_and_ids_of_their_own(name: str) -> None:
    found = load_rules(name)
    assert {rule.value for rule in found} <= VALUES[name]
    assert {act for rule in found for act in rule.acts} <= ACTS
    assert len({rule.id for rule in found}) == len(found)


def test_acts_are_done_to_known_things_and_have_a_known_status() -> None:
    for act in load_acts():
        assert set(act.things) <= {*TYPES, "instrument", "paper"}
        assert act.status in STATUSES


def used(text: str) -> set[str]:
    return {rule for event in events(text) for rule in event["rules"]}


@pytest.mark.parametrize("rule", rules("triggers", "event_types", "instruments"))
def test_triggers_and_things_make_an_event(rule: Rule) -> None:
    assert rule.id in used(rule.example)
    assert rule.id not in used(rule.counter)


def statuses(text: str) -> set[str]:
    """Ids of the status rules that decide on the arrangements of a one-clause text."""
    words = read(marked(text)).text
    return {status_of(words, found.act, found.at)[1] for found in find_arrangements(words)}


@pytest.mark.parametrize("rule", rules("status"))
def test_status_rules_decide_on_the_status(rule: Rule) -> None:
    assert rule.id in statuses(rule.example)
    assert rule.id not in statuses(rule.counter)


@pytest.mark.parametrize("rule", rules("anaphora"))
def test_anaphora_is_told_from_other_words(rule: Rule) -> None:
    assert rule.pattern.search(small(read(marked(rule.example)).text))
    assert not rule.pattern.search(small(read(marked(rule.counter)).text))


@pytest.mark.parametrize("rule", rules("sides"))
def test_the_context_of_a_name_tells_who_can_be_a_side(rule: Rule) -> None:
    assert rule.value in {name.role for name in read(marked(rule.example)).organisations}
    assert rule.value not in {name.role for name in read(marked(rule.counter)).organisations}


@pytest.mark.parametrize("rule", rules("venues"))
def test_the_context_of_a_place_tells_whether_something_took_place_there(rule: Rule) -> None:
    for sentence, expected in ((rule.example, True), (rule.counter, False)):
        words = read(marked(sentence)).text.replace("Tashkent", MASKS["name"]).replace("Mashhad", MASKS["name"])
        assert bool(rule.pattern.search(small(words))) is expected


@pytest.mark.parametrize("rule", rules("organisation_kinds"))
def test_a_name_tells_the_kind_of_an_organisation(rule: Rule) -> None:
    assert kind_of(rule.example) == rule.value
    assert kind_of(rule.counter) != rule.value


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pattern": "x"}, "unknown key 'pattern'"),
        ({"example": None}, "key 'example' is missing"),
        ({"any": ["("]}, "not a regular expression"),
        ({"any": ["both Sides"]}, "patterns are in small letters, not 'Sides'"),
    ],
)
def test_a_bad_rule_is_refused_with_file_and_id(
    change: dict[str, object], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {**lexicon("anaphora")["rule"][0], **change}
    bad = {key: value for key, value in entry.items() if value is not None}
    monkeypatch.setattr("extract.rules.lexicon", lambda name: {"rule": [bad]})
    with pytest.raises(LexiconError, match=f"some.toml: anaphora.pair: {reason}"):
        load_rules.__wrapped__("some")


def test_small_letters_stand_where_the_capitals_stood() -> None:
    assert small("Both SIDES") == "both sides"
    assert small("İstanbul, ANKARA") == "İstanbul, ankara"
