"""The way to take articles out of a record that `docs/limits.md` gives is followed here."""

import re
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.conftest import Demo, uniaccord

LIMITS = Path(__file__).parent.parent / "docs/limits.md"


def test_a_person_and_the_articles_that_name_them_can_be_taken_out(demo: Demo, tmp_path: Path) -> None:
    database = tmp_path / "db/uniaccord.db"
    database.parent.mkdir()
    shutil.copy(demo.database, database)
    name, surname = "Aigerim Sadenova", b"Sadenova"
    assert surname in database.read_bytes()
    (recipe,) = re.findall(r"```python\n(.*?)```", LIMITS.read_text(encoding="utf-8"), re.S)
    recipe = textwrap.dedent(recipe).replace("Ana Example", name)
    subprocess.run([sys.executable, "-c", recipe], cwd=tmp_path, check=True, env={"PYTHONPATH": str(LIMITS.parents[1])})

    done = uniaccord("extract", "--db", database, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(database) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert db.execute("select count(*) from people where name = ?", [name]).fetchone() == (0,)
        left = "select count(*) from agreements where id not in (select agreement_id from agreement_reports)"
        assert db.execute(left).fetchone() == (0,)
        assert db.execute("select count(*) from articles").fetchone()[0] > 100
    db.close()
    assert surname not in database.read_bytes()
