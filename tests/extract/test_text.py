"""The shadow of a text: as long as the text, easier to read."""

import unicodedata

import pytest

from extract.text import INVISIBLE, readable, shadow


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("In\u00a02020, St\u00a0Petersburg\u202fUniversity", "In 2020, St Petersburg University"),
        ("People’s Republic, ‘both’, Xi`an", "People's Republic, 'both', Xi'an"),
        ("9–11 December, Bosnia‑Herzegovina", "9-11 December, Bosnia-Herzegovina"),
        ("she said — “yes” «no»", "she said — “yes” «no»"),
        ("（Ｔｓｉｎｇｈｕａ）", "(Tsinghua)"),
        ("one\ttwo\r\n\r\nthree\rFour\u3000five", "one two \n \nthree\nFour five"),
    ],
)
def test_kinds_of_one_character_become_the_plain_one(text: str, read: str) -> None:
    assert shadow(text) == read


def test_a_soft_hyphen_stays_within_a_word_and_is_a_blank_at_its_edge() -> None:
    assert shadow("uni\u00advers\u200bity \ufeffof\u200b Oslo") == f"uni{INVISIBLE}vers{INVISIBLE}ity  of  Oslo"


def test_only_the_words_of_a_markdown_link_are_left() -> None:
    text = "the [Tsinghua University](#) and ![a photo](https://x.org/a.png), [![logo](/l.png)](/home) [sic] (2020)"
    read = shadow(text)
    assert " ".join(read.split()) == "the Tsinghua University and a photo , logo [sic] (2020)"
    assert read.index("Tsinghua") == text.index("Tsinghua")


WRAPPED = """\
The University signed an agreement with Nanyang
Technological University and with the Institute of
Russia, Eastern Europe and Central Asia. The
conference was held on 9 - 11th of December,
2020, and was attended by guests.
For information
The two sides have worked together since 2015 in a
programme for students, and time has proved
it. It was renewed.
"""


@pytest.mark.parametrize("line_end", ["\n", " \n\n", "\r\n"], ids=["lines", "lines with blank lines", "Windows"])
def test_names_and_dates_over_wrapped_lines_are_joined(line_end: str) -> None:
    text = WRAPPED.replace("\n", line_end)
    read = " ".join(shadow(text).replace("\n", "¶").split(" "))
    paragraphs = [" ".join(paragraph.split()) for paragraph in read.split("¶") if paragraph.strip()]
    assert "with Nanyang Technological University" in paragraphs[0]
    assert "December, 2020, and" in paragraphs[0]
    assert paragraphs[1] == "For information"
    assert paragraphs[2].startswith("The two sides") and paragraphs[2].endswith("proved it. It was renewed.")


def test_paragraph_marks_stay() -> None:
    text = "A headline\n\nThe first paragraph, which is long.\n\nthe second one, oddly in lower case.\n\nThe last."
    assert shadow(text) == text


def test_one_paragraph_a_line_is_not_wrapped() -> None:
    long = "The University held talks with its partners about programmes, exchange and joint research. " * 3
    text = f"A headline without a full stop\n{long.strip()}\nNames: Ann Lee\nBo Li"
    assert shadow(text) == text


def test_a_line_that_ends_within_a_phrase_goes_on() -> None:
    assert shadow("the University of\nTartu") == "the University of Tartu"
    assert shadow("it was\nsigned") == "it was signed"


def test_items_of_a_list_are_not_joined() -> None:
    text = "The parties will\n- exchange students,\n- write papers,\n1. meet"
    assert shadow(text) == text


@pytest.mark.parametrize("text", ["", "\n", " \n\n \n", "a", "\u00ad", "[](#)", "😀 é \u0301"])
def test_the_length_never_changes(text: str) -> None:
    assert len(shadow(text)) == len(text)
    assert shadow(shadow(text)) == shadow(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("uni\u00adver\u200bsity of Oslo", "university of Oslo"),
        ("Universite\u0301 de Lie\u0300ge, Vie\u0323\u0302t Nam", "Université de Liège, Việt Nam"),
        ("the univer-\nsity signed", "the university signed"),
        ("the univer\u00ad\r\nsity signed", "the university signed"),
        ("the Belarusian-\nRussian University", "the Belarusian-Russian University"),
    ],
)
def test_what_stands_within_words_is_left_out_and_offsets_lead_back(text: str, read: str) -> None:
    made, origins = readable(text)
    assert made == read
    assert origins is not None
    assert len(origins) == len(read) + 1
    assert (origins[0], origins[-1]) == (0, len(text))
    for word in ("Oslo", "Liège", "signed", "University"):
        if (at := read.find(word)) >= 0:
            surface = text[origins[at] : origins[at + len(word)]]
            assert unicodedata.normalize("NFC", surface) == word


@pytest.mark.parametrize(
    "text",
    ["", "plain - and simple", "short-\nand long-term ties", "oﬃcial ﬁne …", "nine -\nten", "it was signed\nhere"],
)
def test_other_texts_are_read_as_their_shadow(text: str) -> None:
    assert readable(text) == (shadow(text), None)
