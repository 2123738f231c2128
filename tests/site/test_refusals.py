"""What cannot be answered is said to the visitor, and to the log in no more than the line of the request."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.site.asking import ask

FOREVER = "with recursive n(x) as (select 1 union all select x+1 from n) select count(*) from n"


def test_a_refusal_leaves_no_stack_in_the_log(
    fresh_db: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = [
        ("/agreement/none", {}, 404),
        ("/nothing/at/all", {}, 404),
        ("/uniaccord/none", {}, 404),
        ("/uniaccord/articles", {"_sort": "none"}, 400),
        ("/uniaccord/articles", {"_col": "none"}, 400),
        ("/uniaccord", {"sql": "delete from articles"}, 400),
        ("/uniaccord", {"sql": FOREVER}, 400),
    ]
    answers = ask(tmp_path / "uniaccord.db", *((path, parameters) for path, parameters, _ in asked))
    assert [answer.status_code for answer in answers] == [status for *_, status in asked]
    assert "This took too long" in answers[-1].text
    assert "Traceback" not in "".join(capfd.readouterr())


def test_json_is_refused_as_json(fresh_db: Database, tmp_path: Path) -> None:
    [answer] = ask(tmp_path / "uniaccord.db", ("/uniaccord.json", {"sql": FOREVER}))
    assert answer.status_code == 400
    assert answer.json()["title"] == "This took too long"
    assert "<" not in answer.json()["error"]


def test_a_mistake_of_ours_is_told_in_full(
    fresh_db: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    [answer] = ask(tmp_path / "uniaccord.db", ("/uniaccord/histories", {"_next": "no number"}))
    assert answer.status_code == 500
    assert "Traceback" in "".join(capfd.readouterr())
