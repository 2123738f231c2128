"""What a reader copies from the page of an event into corrections.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.site.correction import FIELDS, quoted, ready, ready_for_organisation, remark
from pipelines.corrections import corrections_for, read_corrections
from pipelines.verb import WrongUse
from tests.pipelines.record import Record

PARTIES = [("kilima-university", "Kilima University"), ("tartu-observatory", "Tartu Observatory")]
EVENT = {
    "id": "41ff6bc7b3f80b54",
    "url": "https://news.example/misread",
    "evidence": "Kilima University and the Tartu Observatory signed a declaration on 1 July 2024 in Tartu.",
    "type": "cooperation",
    "instrument": "declaration",
    "status": "signed",
    "date": "2024-07-01",
    "subject": None,
}
HOSTILE = [
    'ends the string", drop = true #',
    'ends the comment\n[[event]]\nid = "0000000000000000"\ndrop = true',
    "\r\n[[join]]\r",
    "\u2028[[join]]\u2029\x85\x0b\x0c",
    "back\\slash \\u0041 '''' \"\"\"",
    "\x00\x1b[31m\x7f",
    "\u202edlrow\u202c \u200b \ufeff \U000e0041",
    "\ud800",
    "خانه\u200cها 北京 ñ 🎓",
    "x" * 5000,
]


def uncommented(text: str, *keys: str) -> str:
    """As by hand: the # before some keys is taken away."""
    return re.sub(rf"(?m)^# (?=(?:{'|'.join(keys)}) = )", "", text)


def test_the_lines_say_what_the_record_says() -> None:
    assert (
        ready(EVENT, PARTIES)
        == """\
# Kilima University · Tartu Observatory
# “Kilima University and the Tartu Observatory signed a declaration on 1 July 2024 in Tartu.”
# https://news.example/misread
# Take away the # before what is wrong, and say what is right.
[[event]]
id = "41ff6bc7b3f80b54"
# parties = ["kilima-university", "tartu-observatory"]
# type = "cooperation"
# instrument = "declaration"
# status = "signed"
# date = "2024-07-01"
# subject = ""
# drop = true  # no agreement at all
# note = ""
# by = ""
"""
    )


def test_lines_in_which_nothing_was_changed_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(ready(EVENT, PARTIES), encoding="utf-8")
    with pytest.raises(WrongUse, match="give drop = true, or what is to be corrected"):
        read_corrections(file)


@pytest.mark.parametrize("key", FIELDS)
def test_each_value_is_accepted_as_it_stands(tmp_path: Path, key: str) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(uncommented(ready(EVENT, PARTIES), key), encoding="utf-8")
    (event,) = read_corrections(file).event
    got = event.parties if key == "parties" else event.fields[key]
    assert got == ([id for id, _ in PARTIES] if key == "parties" else EVENT[key])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_where_it_belongs(text: str) -> None:
    event = {**EVENT, "url": text, "evidence": text, "subject": text, "date": text}
    lines = ready(event, [(text, text), ("b", text)])
    assert list(tomllib.loads(lines)) == ["event"]
    (told,) = tomllib.loads(uncommented(lines, *FIELDS))["event"]
    whole = text.replace("\ud800", "\ufffd")
    assert (told["subject"], told["date"], told["parties"]) == (whole, whole, [whole, "b"])
    assert told.keys() == {"id", *FIELDS}


@given(st.text())
def test_any_text_comes_back_from_its_quotes_and_no_remark_has_two_lines(text: str) -> None:
    assert tomllib.loads(f"text = {quoted(text)}") == {"text": text}
    assert tomllib.loads(remark(text)) == {}
    assert len(f"{remark(text)}x".splitlines()) == 1


def test_a_changed_line_is_followed_by_the_next_reading(tmp_path: Path) -> None:
    record = Record(
        tmp_path, {"misread": ("2024-07-03", EVENT["evidence"]), "else": ("2024-07-04", "Nothing of note.")}
    )
    renamed = '[[organisation]]\nname = "Tartu Observatory"\nrename = "Tõravere Observatory"\n'
    record.corrections.write_text(renamed, encoding="utf-8")
    record.extract()
    told = dict(zip(EVENT, record.rows(f"select {', '.join(EVENT)} from events, (select url from articles)"
                                       " where url like '%misread'")[0], strict=True))  # fmt: skip
    parties = record.rows(
        "select id, name from event_parties join organisations on id = organisation_id order by position"
    )
    assert parties == [("kilima-university", "Kilima University"), ("tartu-observatory", "Tõravere Observatory")]
    lines = uncommented(ready(told, parties), "parties", "status", "note").replace('"signed"', '"launched"')
    record.corrections.write_text(renamed + lines, encoding="utf-8")
    assert corrections_for(record.database, None).event[0].status == "launched"
    assert not [line for line in record.extract() if "correction" in line]
    assert record.rows("select status, parties from reports") == [
        ("launched", "Kilima University · Tõravere Observatory")
    ]


def test_the_lines_of_an_organisation_say_what_may_be_the_same() -> None:
    assert (
        ready_for_organisation("kilima-university", "Kilima University", [("kilima", "Kilima"), ("ku", "K. U.")])
        == """\
# Kilima University
# perhaps "kilima": Kilima
# perhaps "ku": K. U.
# Take away the # before what is to be, and say what is right.
[[organisation]]
name = "kilima-university"
# rename = "Kilima University"
# same = ["kilima", "ku"]
# not_same = ["kilima", "ku"]
# note = ""
# by = ""
"""
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_where_they_belong(text: str) -> None:
    lines = ready_for_organisation(text, text, [(text, text)])
    assert list(tomllib.loads(lines)) == ["organisation"]
    (told,) = tomllib.loads(uncommented(lines, "rename", "same"))["organisation"]
    whole = text.replace("\ud800", "\ufffd")
    assert told == {"name": whole, "rename": whole, "same": [whole]}


def test_a_changed_line_of_an_organisation_is_followed(tmp_path: Path) -> None:
    record = Record(tmp_path, {"one": ("2024-07-03", EVENT["evidence"]), "else": ("2024-07-04", "Nothing of note.")})
    lines = ready_for_organisation("tartu-observatory", "Tartu Observatory", [])
    record.corrections.write_text(uncommented(lines, "rename").replace('"Tartu', '"Old Tartu'), encoding="utf-8")
    assert not [line for line in record.extract() if "correction" in line]
    assert record.rows("select name from organisations where id = 'tartu-observatory'") == [("Old Tartu Observatory",)]
