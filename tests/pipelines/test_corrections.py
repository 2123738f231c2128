"""A corrections file is understood whole or refused in one line."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.corrections import corrections_for, read_corrections
from pipelines.verb import WrongUse

ID = "92abdc5f74dbd336"
OTHER = "9831c7774d9d67b5"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[joins]]", "joins: unknown key"),
        (f'[[event]]\nid = "{ID}"\nstate = "ended"', "event.1.state: unknown key"),
        (f'[[event]]\nid = "{ID}"\nstatus = "finished"', "event.1.status: not one of planned, negotiating"),
        (f'[[event]]\nid = "{ID}"\ndate = "May 2024"', "event.1.date: not a day, month, year or first/last"),
        (f'[[event]]\nid = "{ID}"\ndate = "2024-05/2024-02"', "event.1.date: ends before it begins"),
        (f'[[event]]\nid = "{ID}"\nnote = "?"', "event.1: give drop = true, or what is to be corrected"),
        (f'[[event]]\nid = "{ID}"\ndrop = true\nstatus = "ended"', "event.1: give drop = true, or"),
        ('[[event]]\nurl = "https://x.example/"\ndrop = true', "event.1: give id, or url and sentence"),
        (f'[[join]]\nids = ["{ID}"]', "join.1.ids: List should have at least 2 items"),
        (f'[[apart]]\nids = ["{ID}", "{ID}"]', "apart.1: the two ids are the same"),
        (f'[[apart]]\nids = ["{ID}", "agreement 5"]', "apart.1.ids.2: String should match"),
        ('[[organisation]]\nname = "X University"', "organisation.1: give rename, same or not_same"),
        ("[[organisation]]\nsame = []", "organisation.1.name: missing"),
        ("[[join]", "Expected"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse) as error:
        read_corrections(path)
    assert "\n" not in str(error.value)
    assert words in str(error.value)
    assert str(path) in str(error.value)


def test_the_file_beside_the_database_is_taken_unless_another_is_named(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    assert corrections_for(database, None).join == []
    (tmp_path / "corrections.toml").write_text(f'[[join]]\nids = ["{ID}", "{OTHER}"]\non = 2026-02-01')
    (join,) = corrections_for(database, None).join
    assert (join.ids, join.on) == ([ID, OTHER], date(2026, 2, 1).isoformat())
    other = tmp_path / "other.toml"
    other.write_text("")
    assert corrections_for(database, other).join == []
    with pytest.raises(WrongUse, match=r"none\.toml: No such file"):
        corrections_for(database, tmp_path / "none.toml")
