"""Characters are repaired in one place."""

from __future__ import annotations

import pytest

from crawler.reading.language import language_of
from crawler.reading.page import decode
from crawler.reading.text import clean, ends_sentence, fold, length


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("a\xa0b\u2009c\td\r\ne", "a b c d e"),
        ("uni\u00adver\u200bsity\ufeff", "university"),
        ("\u202bright\u202c to left\u200f", "right to left"),
        ("Tu\u0308rkiye", "Türkiye"),
        ("UniversitÃ¤t KÃ¶ln", "Universität Köln"),
        ("lâ€™universitÃ© de GenÃ¨ve", "l’université de Genève"),
        ("Politecnico, CittÃ\xa0 Studi", "Politecnico, Città Studi"),
        ("Ð¡Ð¾Ð³Ð»Ð°ÑˆÐµÐ½Ð¸Ðµ", "Соглашение"),
        ("РЎРѕРіР»Р°С€РµРЅРёРµ", "Соглашение"),
    ],
)
def test_dirt_is_removed(raw: str, repaired: str) -> None:
    assert clean(raw) == repaired


@pytest.mark.parametrize(
    "right",
    [
        "Universität Zürich – “Größe”, Œuvre, São Paulo, ČVUT",
        "Санкт-Петербургский университет «Горный» № 5",
        "清华大学与圣彼得堡大学签署协议",
        "Đại học Quốc gia Hà Nội",
        "می‌خواهم",  # the zero-width non-joiner is spelling here
        "À l’Âge d’or, Âme et ÎLE",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert clean(right) == right


def test_texts_are_compared_by_their_letters() -> None:
    assert fold("“SPbU” – opens, A Centre!") == fold("SPBU opens a centre")
    assert fold("•••") == ""


def test_chinese_says_more_in_a_character() -> None:
    assert length("两校签署协议") == 18
    assert length("They agreed") == 11


def test_sentences_end_before_quotes_and_brackets() -> None:
    assert ends_sentence("He said: “We sign.”") and ends_sentence("(It is signed.)") and ends_sentence("签署了协议。")
    assert not ends_sentence("Latest News") and not ends_sentence("It was signed,")


RUSSIAN = "<html><body>Подписано соглашение о сотрудничестве двух университетов</body></html>"


@pytest.mark.parametrize(
    ("bytes_", "declared", "language", "says"),
    [
        (RUSSIAN.encode("cp1251"), "iso-8859-1", "ru", "соглашение"),
        (RUSSIAN.encode("koi8-r"), None, "ru", "соглашение"),
        (RUSSIAN.encode(), "windows-1251", "ru", "соглашение"),
        (RUSSIAN.encode("utf-16"), None, "en", "соглашение"),
        ("<p>两校签署合作协议</p>".encode("gb18030"), "utf-8", "zh", "合作协议"),
        ("<p>They wrapped zongzi (粽子) and read poems by 屈原.</p>".encode("gb18030"), "utf-8", "en", "粽子"),
        ("<p>Université de Genève: “signé”</p>".encode("cp1252"), "utf-8", "fr", "“signé”"),
        ("<meta charset=windows-1250><p>Dvořák</p>".encode("cp1250"), None, "cs", "Dvořák"),
        (b"<p>" + "Größe ".encode() * 60 + b"\xff</p>", "utf-8", "de", "Größe"),
    ],
)
def test_pages_are_decoded_whatever_they_say(bytes_: bytes, declared: str | None, language: str, says: str) -> None:
    assert says in decode(bytes_, declared=declared, language=language)


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("The rector signed the agreement with the university in the city.", ["en-GB"], "en"),
        ("The rector of the university signed an agreement and the dean was there.", ["zh-CN", "ru"], "en"),
        ("Le recteur a signé une convention avec les doyens des facultés et du centre, pour la ville.", ["en"], "fr"),
        ("Ректор подписал соглашение.", ["en"], "ru"),
        ("两校签署合作协议", ["en"], "zh"),
        ("協定を結びました", [None], "ja"),
        ("Short", ["fi"], "fi"),
        ("", [None, "de"], "de"),
        ("12345", [], None),
    ],
)
def test_the_text_decides_on_its_language(text: str, told: list[str | None], language: str | None) -> None:
    assert language_of(text, told) == language
