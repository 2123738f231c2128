"""What led to an event can be looked at: in a terminal, and on a page that needs nothing but itself."""

import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from extract.explain import Trace, explain
from extract.pipeline import BLANK, load
from extract.records import Document
from pipelines.explaining.page import page
from pipelines.explaining.terminal import show
from pipelines.explaining.wording import plain
from tests.conftest import uniaccord

TEXT = (
    "Merrow University and Calder University signed a memorandum of understanding on 5 May 2024. "
    "Both universities hope to open a joint laboratory."
)
NASTY = '<script>alert("1")</script> & Co'


def trace(text: str = TEXT, **more: str) -> Trace:
    return explain(load(BLANK), Document(id="a", text=text, published="2024-05-06", **more))


def shown(trace: Trace, *, colour: bool = False) -> str:
    file = StringIO()
    show(trace, Console(file=file, force_terminal=colour, color_system="truecolor" if colour else None))
    return file.getvalue()


def test_a_terminal_shows_events_with_rules_and_refusals_with_reasons() -> None:
    lines = [" ".join(line.split()) for line in shown(trace()).splitlines()]
    assert "1 Merrow University and Calder University signed a memorandum of understanding on 5 May 2024." in lines
    (event,) = (line for line in lines if line.startswith("→ event 1"))
    assert "status: signed, document: memorandum, date: 2024-05-05" in event
    (trigger,) = (line for line in lines if line.startswith("conclude.sign"))
    assert "“signed” as in: [Tsinghua University]" in trigger
    assert any(line.startswith("✗ no event: the clause says that it is none") for line in lines)
    assert "1 event" in lines


SENTENCE = r"that the sentence tells of an agreement: (?:0\.\d\d|1\.00); for it .*\(\+\d\.\d\)"
EVENT = r"that it is an event: 0\.\d\d; for it .*\(\+\d\.\d\)"


def test_an_event_comes_with_what_weighed_most() -> None:
    lines = [" ".join(line.split()) for line in shown(trace()).splitlines()]
    (event,) = (index for index, line in enumerate(lines) if line.startswith("→ event 1"))
    assert re.match(SENTENCE, lines[event - 1])
    assert re.match(EVENT, lines[event + 1])
    html = re.sub(r"<[^>]+>", "", page([trace()]))
    assert re.search(SENTENCE, html) and re.search(EVENT, html)


def test_what_is_unsure_comes_with_what_weighed_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.agreements.component.SURE", 1.0)
    lines = [" ".join(line.split()) for line in shown(trace()).splitlines()]
    (unsure,) = (index for index, line in enumerate(lines) if line.startswith("✗ no event: too little speaks for it"))
    assert re.match(SENTENCE, lines[unsure - 1])
    assert re.match(EVENT, lines[unsure + 1])
    assert re.search(EVENT, re.sub(r"<[^>]+>", "", page([trace()])))


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("told", "what the words of its sentence say"),
        ("paper=True, conclude", "a document with conclude"),
        ("named=2, hold", "2 of its sides in the sentence with hold"),
        ("sides=2 publisher=False", "2 sides with no publisher that is known"),
        ("word=memorandum", "the word “memorandum”"),
        ("word=ORG", "the name of an organisation"),
        ("something new=3", "something new=3"),
    ],
)
def test_signs_are_told_in_plain_words(sign: str, words: str) -> None:
    assert plain(sign) == words


def test_names_are_coloured_only_where_colour_is_asked_for() -> None:
    assert "\x1b" not in shown(trace())
    assert re.search(r"\x1b\[30;48;2;\d+;\d+;\d+mMerrow University\x1b\[0m", shown(trace(), colour=True))


def test_a_text_gives_no_orders_to_a_terminal() -> None:
    assert "\x1b" not in shown(trace(f"\x1b[31mRed\x1b]0;title\x07. {TEXT}", title="\x1b[2J"))


class Watcher(HTMLParser):
    """Notes what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [name for name, value in attributes if name in ("src", "href", "srcset") or name[:2] == "on"]


def test_the_page_is_escaped_and_asks_for_nothing_outside() -> None:
    html = page([trace(f"{NASTY}. {TEXT}", title=NASTY, source=NASTY), trace()])
    watcher = Watcher()
    watcher.feed(html)
    assert watcher.fetched == []
    assert not {"script", "link", "iframe", "img", "object"} & set(watcher.tags)
    assert "&lt;script&gt;" in html
    assert "url(" not in html
    assert html.count("<h1>") == 2


def test_the_page_shows_what_the_terminal_shows() -> None:
    html = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page([trace()])))
    for words in ("event 1:", "status signed", "conclude.sign", "“signed”", "no event:", "told in sentence 1"):
        assert words in html


def test_a_text_that_is_not_read_says_why() -> None:
    german = trace("Die Universität Merrow und die Universität Calder haben gestern in Berlin einen Vertrag. " * 3)
    assert "the language of the text is de" in shown(german)
    assert "the language of the text is de" in page([german])


def test_the_verb_explains_plain_texts_and_json_lines(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(TEXT, encoding="utf-8")
    document = {"id": "b", "text": TEXT, "title": "Memorandum signed"}
    (tmp_path / "in.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    done = uniaccord("extract", "--explain", "plain.txt", "in.jsonl", "-s", "SPACY_MODEL=blank", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert done.stdout.count("→ event 1") == 2
    assert "Memorandum signed" in done.stdout
    done = uniaccord("extract", "--explain", "--html", "out.html", "plain.txt", "-sSPACY_MODEL=blank", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "wrote out.html")
    assert "conclude.sign" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explain"], "--explain needs files"),
        (["--html", "x.html", "in.txt"], "--html and --color go with --explain"),
        (["--explain", "none.txt"], "none.txt: No such file"),
        (["--explain", "bytes.bin"], "bytes.bin: not a text in UTF-8"),
        (["--explain", "bad.jsonl"], "bad.jsonl, line 1: text: missing"),
        (["--explain", "--html", "nowhere/x.html", "in.txt"], "nowhere/x.html: No such file"),
    ],
)
def test_wrong_use_of_explain_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bytes.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "bad.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    done = uniaccord("extract", *arguments, "-s", "SPACY_MODEL=blank", cwd=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert words in line
