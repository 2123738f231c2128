"""What Datasette needs to show a database with our titles, queries, templates and settings."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml

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


def metadata(database: Path) -> Path:
    """Writes `metadata.yml` with the name that Datasette will give to this file (its stem) and returns its path."""
    data = yaml.safe_load((HERE / "metadata.yml").read_text(encoding="utf-8"))
    data["databases"] = {database.stem: data["databases"]["uniaccord"]}
    path = Path(tempfile.mkdtemp(prefix="uniaccord-")) / "metadata.yml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def datasette_arguments(database: Path, *, port: int) -> list[str]:
    """The command line of `datasette serve`, on the loopback address."""
    arguments = [
        "serve",
        str(database),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--metadata",
        str(metadata(database)),
    ]
    for name, option in (("templates", "--template-dir"), ("plugins", "--plugins-dir")):
        if any((HERE / name).glob("[!.]*")):
            arguments += [option, str(HERE / name)]
    arguments += ["--static", f"static:{HERE / 'static'}"]
    for key, value in SETTINGS.items():
        arguments += ["--setting", key, value]
    return arguments
