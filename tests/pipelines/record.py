"""A record that a test fills and asks through the command line, for tests of what outlives re-reading."""

import json
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import uniaccord

MORE = " Both sides hope that students will profit from it, and that research will as well in the years to come."


class Record:
    """A database of articles in a folder of its own. `told`: name of the article → day of publication, what it says."""

    def __init__(self, folder: Path, told: Mapping[str, tuple[str, str]]) -> None:
        self.folder = folder
        self.database = folder / "record.db"
        self.corrections = folder / "corrections.toml"
        documents = (
            {"url": f"https://news.example/{name}", "title": name, "published": day, "text": text + MORE}
            for name, (day, text) in told.items()
        )
        lines = "".join(json.dumps(document) + "\n" for document in documents)
        (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
        assert self.run("import", folder / "articles.jsonl").returncode == 0

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return uniaccord(*arguments, cwd=self.folder, UNIACCORD_DB=str(self.database))

    def extract(self) -> list[str]:
        """The lines for the person."""
        done = self.run("extract")
        assert done.returncode == 0, done.stderr
        return done.stderr.splitlines()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def all_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        tables = ("agreements", "agreement_parties", "agreement_reports", "events", "event_parties", "organisations",
                  "organisation_merges", "proposals", "corrections")  # fmt: skip
        found = {table: self.rows(f"select * from {table} order by 1, 2") for table in tables}
        return found | {"mentions": self.rows("select id, organisation_id, organisation_read from mentions order by 1")}

    def agreements(self) -> dict[str, str]:
        """Article → agreement of its report."""
        return dict(self.rows("select title, agreement_id from reports"))

    def read_again(self) -> None:
        """As if all had been read by another extractor so far."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("insert or ignore into extractors (id, first_used) values ('older', '2020')")
            connection.execute("update extractions set extractor_id = 'older'")
        connection.close()
