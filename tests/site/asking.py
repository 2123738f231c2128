"""Requests that need no browser, and no server either."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml
from datasette.app import Datasette

from db import serving


def ask(database: Path, *asked: tuple[str, dict[str, str]]) -> Sequence[Any]:
    """The answers of Datasette with our pages."""
    folder = database.parent
    metadata = yaml.safe_load(serving.metadata(database, folder, folder / "archive").read_text(encoding="utf-8"))
    site = Datasette(
        [str(database)],
        metadata=metadata,
        plugins_dir=str(serving.HERE / "plugins"),
        template_dir=str(serving.HERE / "templates"),
        settings={"sql_time_limit_ms": 50},
    )

    async def answers() -> Sequence[Any]:
        await site.invoke_startup()
        return [await site.client.get(path, params=parameters) for path, parameters in asked]

    with ThreadPoolExecutor(1) as own:  # the browser's loop runs in this thread
        return own.submit(asyncio.run, answers()).result()
