"""What Datasette needs to show a database with our titles, queries, templates and settings."""

from __future__ import annotations

from pathlib import Path

import yaml

from db.errors import StoreError
from db.questions import canned_queries
from db.site.links import NAMES

HERE = Path(__file__).parent

SETTINGS = {
    # Guessing facets scans whole tables: the most important of these settings.
    "suggest_facets": "off",
    "facet_time_limit_ms": "1000",
    "sql_time_limit_ms": "2000",
    "default_page_size": "50",
    "max_returned_rows": "5000",
    "truncate_cells_html": "400",  # the evidence is a sentence
    "max_csv_mb": "500",
    "num_sql_threads": "3",
}

PRAGMAS = ("pragma cache_size = -65536", "pragma temp_store = memory")
"""Of each connection that answers; there are `num_sql_threads` of them. 64 MiB hold the indexes that every page asks."""


def metadata(database: Path, folder: Path, archive: Path) -> Path:
    """Writes `metadata.yml`, with the questions, into a folder, with the name that Datasette gives to this file (its stem).

    Where the archive lies is in a file beside it, since Datasette shows the metadata to everybody.
    """
    data = yaml.safe_load((HERE / "metadata.yml").read_text(encoding="utf-8"))
    data["databases"] = {database.stem: {**data["databases"]["uniaccord"], "queries": canned_queries()}}
    (folder / "archive").write_text(str(archive.absolute()), encoding="utf-8")
    data["plugins"] = {**data.get("plugins", {}), "uniaccord": {"archive": {"$file": str(folder / "archive")}}}
    path = folder / "metadata.yml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def datasette_arguments(
    database: Path, folder: Path, *, archive: Path, port: int, host: str = "127.0.0.1"
) -> list[str]:
    """The command line of `datasette serve`. `folder` must last as long as it serves; `archive` need not be there.

    Raises StoreError if the database has the name of one of our pages.
    """
    if database.stem in NAMES:
        raise StoreError(f"{database}: a page of the site has the address /{database.stem}; give the file another name")
    arguments = ["serve", str(database), "--metadata", str(metadata(database, folder, archive))]
    arguments += ["--host", host, "--port", str(port)]
    arguments += ["--template-dir", str(HERE / "templates"), "--plugins-dir", str(HERE / "plugins")]
    arguments += ["--static", f"static:{HERE / 'static'}"]
    for key, value in SETTINGS.items():
        arguments += ["--setting", key, value]
    return arguments
