"""Runs a verb as if the disk had no room for a database of more than so many pages: `python -m … PAGES VERB …`."""

import sqlite3
import sys
from typing import Any

from pipelines.door import main

connect = sqlite3.connect


def limited(*arguments: Any, **more: Any) -> sqlite3.Connection:
    connection = connect(*arguments, **more)
    connection.execute(f"pragma max_page_count = {int(sys.argv[1])}")
    return connection


if __name__ == "__main__":
    sqlite3.connect = limited
    main(sys.argv[2:])
