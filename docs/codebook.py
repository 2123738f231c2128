"""The codebook: every variable with its values, how it is made, what it means that it is missing, and how right it is.

Descriptions are those of `db/metadata.yml`, values those of `db/values.yml`, figures those of `docs/extraction.md` and
`corpus/`; what else there is to say is in `codebook.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from figures import how_right
from pieces import table

from db.store import HERE as DB
from db.store import open_db

DOCS = Path(__file__).parent
NEVER = "never"

INTRODUCTION = """\
# Codebook

The record is a SQLite file, `db/uniaccord.db` unless you say otherwise; `uniaccord export` gives its tables as CSV and other formats. Its unit is the **agreement**:
an arrangement between organisations, as news pages of universities tell of it. What it can't tell, and what you may do with it, is said in [limits.md](limits.md), how to name it in [citing.md](citing.md).

- **Times** are UTC. **Days, months and years** of texts are ISO 8601 as coarse as the text says (`2024-03-01`, `2024-03`, `2024`), intervals `first/last`; `first_day` and `last_day` are the same as days, for sorting.
- **Countries** are ISO 3166-1 alpha-2 codes. Several in one cell are separated by spaces, several names by ` · `.
- **Offsets** count Unicode code points of `texts.body`, from 0, the end excluded.
- **Missing** is SQL's null, an empty cell in CSV; in the few columns of which it is said, an empty text. It never stands for "no": it says that the texts that were read do not tell. What else it may mean is said for each variable.
- **Ids** come from the thing itself and are the same on every machine; when they change, [citing.md](citing.md#ids) says.

## Where to begin

| to study | take | beware |
| --- | --- | --- |
| agreements: how many, of what kind, between whom | [agreements](#agreements), [agreement_parties](#agreement_parties) | some are counted twice, since joining is cautious |
| news about agreements, and what each is based on | [reports](#reports) | an agreement has several |
| who works with whom | [ties](#ties): each pair both ways | an agreement of n sides has n · (n - 1) rows |
| change over time | [agreement_months](#agreement_months) with [months](#months) | divide by the articles read |
| the words themselves | [texts](#texts), [mentions](#mentions) | they belong to their publishers |
"""

CORRECTED = """\
Where `corrections.toml` says otherwise its word stands, and the table `corrections` has what the program had said: type, status, document, date, subject and sides of a report, reports that are none, names of organisations,
and which names and which agreements are one."""


def codebook_page() -> str:
    about = _yaml(DOCS / "codebook.yml")
    described = _yaml(DB / "metadata.yml")["databases"]["uniaccord"]["tables"]
    described = {name: table for name, table in described.items() if not table.get("hidden")}
    lists = _yaml(DB / "values.yml")
    listed = {column: name for name, values in lists.items() for column in values["columns"]}
    schema = read_schema()
    parts: list[dict[str, Any]] = [*about["parts"]]
    named = {name for part in parts for name in part["tables"]}
    parts.append({**about["derived"], "tables": {n: {"made": "derived"} for n in described if n not in named}})
    made = table(("word", "a variable is"), ((f"*{word}*", f"{what}.") for word, what in about["made"].items()))
    sections = [
        INTRODUCTION,
        f"## How variables are made\n\n{made}\n\n{CORRECTED}",
        how_right(),
        "## Values",
        *(_values(name, values) for name, values in lists.items()),
    ]
    for part in parts:
        sections.append(f"## Tables: {part['title']}\n\n{part['about'].strip()}")
        sections += [
            _table(name, described[name], said or {}, about["missing"], listed, schema[name])
            for name, said in part["tables"].items()
        ]
    page = "\n\n".join(section.strip() for section in sections) + "\n"
    return re.sub(r"(?<![\w/])docs/([a-z-]+\.md)", r"[\1](\1)", page)


@dataclass(frozen=True, slots=True)
class Column:
    type: str
    nullable: bool


def read_schema() -> Mapping[str, Mapping[str, Column]]:
    """Table or view → column → its type and whether it may be null; of views, whether any table's column of the name may."""
    with TemporaryDirectory() as folder:
        db = open_db(Path(folder) / "uniaccord.db")
        rows = {name: db.execute(f"pragma table_info([{name}])").fetchall() for name in db.table_names()}
        tables = {
            name: {row[1]: Column(row[2].lower(), not row[3] and not row[5]) for row in columns}
            for name, columns in rows.items()
        }
        views = {name: db.execute(f"pragma table_info([{name}])").fetchall() for name in db.view_names()}
        db.close()
    return tables | {
        name: {
            row[1]: Column(row[2].lower(), tables["reports"].get(row[1], Column("", False)).nullable) for row in columns
        }
        for name, columns in views.items()
    }


def _table(
    name: str,
    described: Mapping[str, Any],
    said: Mapping[str, Any],
    missing: Mapping[str, str],
    listed: Mapping[str, str],
    schema: Mapping[str, Column],
) -> str:
    missing = {**missing, **said.get("missing", {})}
    rows = []
    for column, what in described["columns"].items():
        values = listed.get(f"{name}.{column}")
        link = f" Values: [{values}](#{anchor(values)})." if values else ""
        rows.append(
            (
                f"`{column}`",
                schema[column].type or "text",
                _sentence(what) + link,
                said.get("columns", {}).get(column, said["made"]),
                missing[column] if schema[column].nullable else said.get("missing", {}).get(column, NEVER),
            )
        )
    unit = f" A row is {said['row']}." if "row" in said else ""
    return f"### {name}\n\n{_sentence(described['description'])}{unit}\n\n" + table(
        ("variable", "type", "what and in which unit", "made", "missing if"), rows
    )


def _values(name: str, values: Mapping[str, Any]) -> str:
    of = f" In {', '.join(f'`{column}`' for column in values['columns'])}." if values["columns"] else ""
    rows = ((f"`{value}`", meaning) for value, meaning in values["values"].items())
    return f"### {name}\n\n{_sentence(values['about'])}{of}\n\n{table(('value', 'is'), rows)}"


def anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "…", ")")) else f"{words}."


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
