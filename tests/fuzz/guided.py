"""One reader under atheris, which looks for bytes that take new ways through our code: `… guided READER OPTION…`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["crawler"]):
    from tests.fuzz.readers import READERS


def main() -> None:
    reader = READERS[sys.argv.pop(1)]

    def read(data: bytes) -> None:
        reader(data)

    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
