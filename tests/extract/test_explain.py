"""A trace tells of every event and of every refusal which rules led there, in the words that they matched."""

import re
from pathlib import Path

import pytest
from spacy.language import Language

from extract.corpus import read_corpus
from extract.explain import MOST, Dismissal, Trace, explain
from extract.lexicon import lexicon
from extract.pipeline import BLANK, extract, load
from extract.records import Document
from extract.rules import load_rules

ROOT = Path(__file__).parents[2]
TEXT = (
    "Merrow University and Calder University signed a memorandum of understanding on 5 May 2024. "
    "The rectors of both universities hope that an agreement on student exchange will be signed. "
    "The memorandum will be valid for five years.\n\n"
    "Under the memorandum Merrow University and Calder University will open a joint laboratory. "
    "Students opened the windows."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(BLANK)


@pytest.fixture(scope="module")
def trace(nlp: Language) -> Trace:
    return explain(nlp, Document(id="a", text=TEXT, published="2024-05-06"))


def words(trace: Trace, sentence: int) -> dict[str, tuple[str, ...]]:
    """Rule id → what it matched, of all that a sentence tells."""
    told = trace.sentences[sentence]
    return {used.rule: used.words for item in (*told.tellings, *told.dismissals) for used in item.used}


def dismissal(trace: Trace, sentence: int) -> Dismissal:
    (found,) = trace.sentences[sentence].dismissals
    return found


def test_an_event_is_told_in_the_words_that_each_rule_matched(trace: Trace) -> None:
    found = words(trace, 0)
    assert found["conclude.sign"] == ("signed",)
    assert found["instrument.memorandum"] == ("memorandum of understanding",)
    assert found["sides.weighed"] == ()
    (telling,) = trace.sentences[0].tellings
    report = telling.report
    assert (telling.event, report.status, report.parties) == (0, "signed", ("Merrow University", "Calder University"))


def test_a_decision_is_told_with_its_probability_and_the_signs_that_weighed_most(trace: Trace) -> None:
    (telling,) = trace.sentences[0].tellings
    assert telling.weighed.chance == pytest.approx(telling.report.confidence, abs=0.005)
    sizes = [abs(added) for _, added in telling.weighed.signs]
    assert (len(sizes), sizes) == (MOST, sorted(sizes, reverse=True))
    assert trace.sentences[0].weighed.chance > 0.9 > 0.1 > trace.sentences[2].weighed.chance


def test_what_is_unsure_is_weighed_and_what_a_rule_refuses_is_not(
    nlp: Language, trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.agreements.component.SURE", 1.0)
    unsure = dismissal(explain(nlp, Document(id="a", text=TEXT)), 0)
    assert unsure.why == "too little speaks for it"
    assert unsure.weighed == trace.sentences[0].tellings[0].weighed
    assert dismissal(trace, 1).weighed is None


def test_a_rule_comes_with_its_example_and_code_with_its_meaning(trace: Trace) -> None:
    used = {u.rule: u for u in trace.sentences[0].tellings[0].used}
    (rule,) = (rule for rule in load_rules("triggers") if rule.id == "conclude.sign")
    assert (used["conclude.sign"].example, used["conclude.sign"].meaning) == (rule.example, None)
    assert used["sides.weighed"].example is None
    assert used["sides.weighed"].meaning and used["sides.weighed"].meaning.startswith(
        "the sides are those for which most speaks"
    )


def test_what_is_only_hoped_for_is_told_with_the_rule_that_says_so(trace: Trace) -> None:
    assert dismissal(trace, 1).why == "the clause says that it is none"
    assert words(trace, 1)["status.wish"] == ("hope",)


def test_too_few_sides_are_told_with_those_that_are_known(nlp: Language) -> None:
    trace = explain(nlp, Document(id="a", text="Merrow University signed an agreement."))
    assert dismissal(trace, 0).why == "fewer than two sides are known"
    assert dismissal(trace, 0).parties == ("Merrow University",)


def test_an_act_without_an_arrangement_is_told(trace: Trace) -> None:
    assert dismissal(trace, 4).why == "there is nothing beside it that it could be done to"
    assert dismissal(trace, 4).clause == "Students opened the windows."


def test_sentences_that_tell_of_one_event_name_the_same(nlp: Language) -> None:
    text = (
        "Merrow University and Calder University will sign a memorandum. "
        "The memorandum was signed by Merrow University and Calder University."
    )
    trace = explain(nlp, Document(id="a", text=text))
    assert [t.event for s in trace.sentences for t in s.tellings] == [0, 0]
    assert [event.status for event in trace.events] == ["signed"]


def test_a_trace_has_the_events_and_the_mentions_of_the_extraction(nlp: Language) -> None:
    for gold in read_corpus(ROOT / "corpus/train")[:12]:
        (extraction,) = extract(nlp, [gold.document])
        trace = explain(nlp, gold.document)
        assert [(e.type, e.status, e.parties, e.rules) for e in trace.events] == [
            (e.type, e.status, e.parties, e.rules) for e in extraction.events
        ]
        assert tuple(m for s in trace.sentences for m in s.mentions) == extraction.mentions


def test_every_rule_that_is_code_says_what_it_goes_by() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "extract/agreements").glob("*.py"))
    ids = set(re.findall(r'"((?:sides|date|status|clause)\.[a-z-]+)"', code))
    assert ids >= {"sides.weighed", "date.clause", "status.old-date"}
    assert ids <= set(lexicon("code_rules")["rules"])


def test_soft_hyphens_move_no_word(nlp: Language) -> None:
    trace = explain(nlp, Document(id="a", text=TEXT.replace("memorandum", "memo\u00adrandum")))
    assert words(trace, 0)["instrument.memorandum"] == ("memorandum of understanding",)


def test_a_text_in_another_language_is_not_read(nlp: Language) -> None:
    text = "Die Universität Merrow und die Universität Calder haben gestern in Berlin eine Vereinbarung unterzeichnet. "
    trace = explain(nlp, Document(id="a", text=text * 3))
    assert (trace.language, trace.events) == ("de", ())
