"""The values that `db/values.yml` explains are those that the code and the schema know."""

import re
import sqlite3
from pathlib import Path

import pytest
import yaml
from sqlite_utils import Database

from crawler.items import BASES, KINDS
from db.site import wording
from extract import records
from tests.conftest import Demo

ROOT = Path(__file__).parents[2]
VALUES = yaml.safe_load((ROOT / "db/values.yml").read_text(encoding="utf-8"))
COLUMNS = [(name, *column.split(".")) for name, values in VALUES.items() for column in values["columns"]]


def values(name: str) -> tuple[str, ...]:
    return tuple(VALUES[name]["values"])


def test_the_lists_of_the_reader_are_explained_in_its_order() -> None:
    assert values("type") == records.TYPES == wording.TYPES
    assert values("status") == records.STATUSES == wording.STATUSES
    assert values("instrument") == records.INSTRUMENTS
    assert values("label") == records.LABELS
    assert values("country_basis") == ("declared", *records.SEATS, "ror")


def test_the_lists_of_the_crawler_are_explained_in_its_order() -> None:
    assert values("published_basis") == BASES
    assert values("kind of paragraph") == KINDS


def test_every_rule_that_joins_or_proposes_is_explained() -> None:
    text = (ROOT / "pipelines/linking/verdicts.py").read_text(encoding="utf-8")
    rules = re.findall(r'Verdict\(\s*(True|False),\s*"([a-z-]+)"', text)
    joining = {rule for joins, rule in rules if joins == "True"}
    assert len(joining) > 5
    assert set(values("basis of joins")) == joining | {"first", "copy", "corrected"}
    assert {rule for _, rule in rules} <= set(values("rule of proposals"))


def test_what_the_schema_checks_is_what_is_explained(fresh_db: Database) -> None:
    schema = {table.name: table.schema for table in fresh_db.tables}
    compared = 0
    for name, table, column in COLUMNS:
        if found := re.search(
            rf"\b{column}\"? text[^,]*?check \(\"?{column}\"? in \(([^)]*)\)\)", schema.get(table, "")
        ):
            assert set(re.findall(r"'([^']*)'", found[1])) == set(values(name)), f"{table}.{column}"
            compared += 1
    assert compared >= 10


def test_every_column_of_few_values_is_there(fresh_db: Database) -> None:
    for _, table, column in COLUMNS:
        assert column in {row[1] for row in fresh_db.execute(f"pragma table_info([{table}])")}, f"{table}.{column}"


@pytest.mark.parametrize(("name", "table", "column"), COLUMNS, ids=lambda part: part)
def test_the_demo_holds_no_other_value(demo: Demo, name: str, table: str, column: str) -> None:
    with sqlite3.connect(demo.database) as db:
        found = {value for (value,) in db.execute(f"select distinct [{column}] from [{table}]") if value is not None}
    db.close()
    assert found <= set(values(name))
