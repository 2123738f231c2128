"""Sentences end where a reader sees them end."""

import pytest
import spacy
from spacy.tokens import Doc

import extract.sentences  # noqa: F401 registers the component


def sentences(text: str) -> list[str]:
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_sentences")
    return [sentence.text.strip() for sentence in nlp(text).sents]


@pytest.mark.parametrize(
    "text",
    [
        "He came to St. Petersburg with Prof. Dr. A. S. Ivanov and Ms. Lee.",
        "Vladimir G. Perederiy met H.E. Mr. Nguyen Quoc Cuong.",
        "U.S. President Barack Obama spoke to XuetangX Inc. Chairman Li.",
        "It works with Zhouyi Co. Ltd. Beijing, etc. Details follow on p. 12, No. 5 and Fig. 3.",
        "On Oct. 31, 2017 and Sept. 4 it was signed, i.e. Both sides agreed, e.g. Tsinghua vs. Peking.",
        "It starts at 10 a.m. Moscow time and costs 3.5 million.",
        "“Let us be honest: teachers matter!” — Stefania Giannini said.",
        "“We agree.”, — he added, and joined edX.",
        "the course of open.spbu.ru is new",
    ],
)
def test_a_full_stop_within_a_sentence_is_passed_over(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The agreement was signed.|It is valid for five years.",
        "It went to Google Inc.|The company agreed.",
        "He lives in the U.S.|They do not.",
        "“We signed.”|“They did too.”|She smiled.",
        "»Alt ist gut.«|»All is well.«",
        "Is it so?|Yes!|2020 was a good year.",
        "The rector joined BSMRAU.|Vice-chancellor Lee did not.",
        "It was rejected.|£43,000 has been spent.",
        "It is a platform.|edX is one too.",
        "1. Admissions were discussed.|2. Amendments were not.",
        "The fees rose (see p. 3).|The rest stayed.",
    ],
)
def test_a_sentence_ends_at_its_full_stop(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_a_full_stop_without_a_blank_ends_a_sentence() -> None:
    assert sentences("They met in May.The talks went on.") == ["They met in May.", "The talks went on."]


def test_every_paragraph_starts_a_sentence() -> None:
    assert sentences("Background\n\nthe parties:\n\nTsinghua University") == [
        "Background",
        "the parties:",
        "Tsinghua University",
    ]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentences("") == []
    assert sentences(" \n ") == [""]


def test_the_boundaries_of_a_parser_are_overwritten() -> None:
    nlp = spacy.blank("en")
    component = nlp.create_pipe("uniaccord_sentences")
    words = ["Dr.", "Lee", "came", ".", "She", "spoke", "."]
    parsed = Doc(nlp.vocab, words, heads=[1, 1, 1, 1, 5, 5, 5], deps=["dep"] * 7, sent_starts=[1, 1, 0, 0, 0, 0, 0])
    assert parsed.has_annotation("DEP")
    assert [s.text for s in component(parsed).sents] == ["Dr. Lee came .", "She spoke ."]
