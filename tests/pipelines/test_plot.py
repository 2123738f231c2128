"""`uniaccord plot`: pictures as files for a paper."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db import questions
from db.store import open_db
from pipelines.door import main
from tests.db.arranged import MEMORANDUM, PROGRAMME, add_organisations, arrange


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small database, in the folder in which the test works."""
    monkeypatch.chdir(tmp_path)
    db = open_db(tmp_path / "small.db")
    questions.add_functions(db.conn)
    add_organisations(db)
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ab", "2021-01-01", PROGRAMME))
    db.conn.commit()
    db.close()
    yield tmp_path / "small.db"


def plot(*arguments: object) -> int:
    try:
        main(["plot", *map(str, arguments)])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.mark.parametrize(
    "figure",
    [
        "world",
        "agreements_over_time",
        "country_matrix",
        "most_connected",
        "statuses",
        "timeline",
        "partner_countries",
        "partners_by_year",
    ],
)
def test_a_figure_is_an_svg_without_what_only_a_page_has(record: Path, figure: str) -> None:
    assert plot(figure, "--db", record, "--width", 150) == 0
    text = Path(f"{figure}.svg").read_text(encoding="utf-8")
    assert "var(" not in text
    assert ElementTree.fromstring(text).get("width") == "150mm"
    assert "<a" not in text


def test_a_png_has_its_size_at_300_dots_an_inch(record: Path) -> None:
    assert plot("statuses", "--db", record, "--to", "statuses.png", "--width", 127) == 0
    data = Path("statuses.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert abs(struct.unpack(">I", data[16:20])[0] - 1500) <= 1


def test_a_pdf_is_one_of_its_size(record: Path) -> None:
    assert plot("most_connected", "--db", record, "--to", "connected.pdf", "--width", 127) == 0
    data = Path("connected.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/MediaBox [0 0 360 " in data


def test_beside_it_stands_what_it_shows_its_question_and_how_to_cite(record: Path) -> None:
    assert plot("world", "country=pt", "--db", record, "--to", "map.svg", "--data", "map.csv") == 0
    said = Path("map.txt").read_text(encoding="utf-8")
    for words in ("country = pt", "Most agreements with Kenya (2).", "2 agreements in 2 articles", "country_pairs"):
        assert words in said
    assert Path("map.csv").read_text(encoding="utf-8").splitlines() == [
        "country,partner_country,agreements,country_name,partner_country_name",
        "PT,KE,2,Portugal,Kenya",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "name a figure: world,"),
        ([], "name a figure: world,"),
        (["world", "colour=red"], "of world can be asked country=…"),
        (["statuses", "type"], "statuses takes none"),
        (["world", "--to", "map.jpg"], "should end in .svg, .png, .pdf"),
        (["world", "--width", "0"], "10 to 1000 millimetres"),
        (["world", "country=ZZ"], "holds nothing that world could show"),
    ],
)
def test_what_can_not_be_drawn_is_one_line(
    record: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert plot(*arguments, "--db", record) == 2
    assert said in capsys.readouterr().err
    assert list(record.parent.glob("*.svg")) == []


def test_the_figures_are_listed(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plot("--list") == 0
    assert "agreements_over_time" in capsys.readouterr().out
