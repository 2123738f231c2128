"""Tables as Parquet: one file a table, with types, and with what each column is in the schema."""

from __future__ import annotations

from itertools import islice

import pyarrow as pa
from pyarrow import parquet

from db.exporting.reading import Moment
from db.exporting.tables import Table, about, about_column, kind
from db.exporting.whole import Create

TYPES = {
    "text": pa.string(), "day": pa.date32(), "time": pa.timestamp("s", "UTC"), "integer": pa.int64(),
    "number": pa.float64(), "boolean": pa.bool_(), "list": pa.list_(pa.string()),
}  # fmt: skip
ROWS = 20_000
"""That are in memory at a time, and in a row group."""
TEXTS = 500
"""The same, of whole texts."""


def write(moment: Moment, create: Create) -> dict[str, int]:
    """All tables, and how many rows each has."""
    counts = {}
    for table in moment.tables:
        made = schema(table)
        size = TEXTS if "body" in table.columns else ROWS
        rows, counts[table.name] = moment.rows(table), 0
        with create(f"{table.name}.parquet") as file, parquet.ParquetWriter(file, made, compression="zstd") as writer:
            while group := list(islice(rows, size)):
                columns = [
                    pa.array(values, field.type) for values, field in zip(zip(*group, strict=True), made, strict=True)
                ]
                writer.write_batch(pa.record_batch(columns, schema=made), row_group_size=size)
                counts[table.name] += len(group)
    return counts


def schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(
            name, TYPES[kind(name)], nullable=name not in table.key, metadata={"description": about_column(table, name)}
        )
        for name in table.columns
    ]
    return pa.schema(fields, metadata={"description": about(table)})
