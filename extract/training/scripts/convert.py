"""The files of the public sets, as their repositories have them, in the form of this recipe.

Tokenised sets are written out as running text: the shipped pipeline must meet text as pages have it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.training.scripts.texts import Entity, Text, without_overlaps, write_texts

KINDS = {
    **dict.fromkeys(["ORG", "organisation", "university", "politicalparty", "band"], "ORG"),
    **dict.fromkeys(["PER", "person", "politician", "scientist", "researcher", "writer", "musicalartist"], "PERSON"),
    **dict.fromkeys(["LOC", "country", "location"], "LOC"),
}
"""Our label of each kind of name that we use, over all sets. The others are no names to us."""
GROUP = 3
"""Sentences of one document that make a text, in sets that go sentence by sentence."""
DOMAINS = ("politics", "science", "music", "literature", "ai")
"""Folders of CrossNER; a sixth holds CoNLL-2003, which may not be used."""

Row = tuple[str, str]
"""A token and its tag in IOB, with or without B."""

_CLOSING = re.compile(r"[.,;:!?%)\]}…]|'s|n't|'(?:re|ve|ll|d|m)")
_OPENING = re.compile(r"[(\[{$£€]")


def tagged_text(source: str, rows: Sequence[Row], text: str | None = None) -> Text:
    """A text of tagged tokens: laid over `text` where the set has it, else joined as one would write it.
    Raises ValueError when a token is not in `text`."""
    pieces = text if text is not None else written(word for word, _ in rows)
    entities: list[tuple[int, int, str]] = []
    at, before = 0, "O"
    for word, tag in rows:
        start = pieces.index(word, at)
        at = start + len(word)
        kind = tag[2:]
        if tag.startswith("I-") and before[2:] == kind and entities:
            entities[-1] = (entities[-1][0], at, kind)
        elif kind:
            entities.append((start, at, kind))
        before = tag
    known = [Entity(first, last, KINDS[kind]) for first, last, kind in entities if kind in KINDS]
    return Text(source, pieces, without_overlaps(known))


def written(words: Iterable[str]) -> str:
    """Tokens as running text: no blank before a full stop or behind an opening bracket."""
    text, quoted, glue = "", False, True
    for word in words:
        closes = _CLOSING.fullmatch(word) is not None or (word == '"' and quoted)
        text += word if glue or closes else f" {word}"
        opens = _OPENING.fullmatch(word) is not None or (word == '"' and not quoted)
        quoted ^= word == '"'
        glue = opens
    return text


def joined(source: str, texts: Sequence[Text]) -> Text:
    """Several texts as one, with a blank between them."""
    pieces, entities = "", []
    for text in texts:
        pieces += " " if pieces else ""
        entities += [Entity(e.start + len(pieces), e.end + len(pieces), e.label) for e in text.entities]
        pieces += text.text
    return Text(source, pieces, tuple(entities))


def read_uner(lines: Iterable[str]) -> Iterator[Text]:
    """Universal NER (iob2 with comments): `GROUP` sentences of a document as one text."""
    group: list[Text] = []
    rows: list[Row] = []
    sentence: str | None = None
    for line in (*lines, "\n"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or len(group) == GROUP:
            if group:
                yield joined("uner", group)
            group = []
        if line.startswith("# text = "):
            sentence = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            _, word, tag, *_ = line.split("\t")
            rows.append((word, tag))
        elif not line and rows:
            group.append(tagged_text("uner", rows, sentence))
            rows, sentence = [], None
    if group:
        yield joined("uner", group)


def read_columns(source: str, lines: Iterable[str]) -> Iterator[Text]:
    """CoNLL columns (token, tag; a blank line behind a sentence), a text a sentence. WikiGold, CrossNER."""
    rows: list[Row] = []
    for line in (*lines, ""):
        cells = line.split()
        if len(cells) == 2 and cells[0] != "-DOCSTART-":
            rows.append((cells[0], cells[1]))
        elif not cells and rows:
            yield tagged_text(source, rows)
            rows = []


def read_docred(documents: Iterable[Mapping[str, Any]]) -> Iterator[Text]:
    """Re-DocRED: documents of tokenised sentences with clusters of mentions. A text has `GROUP` sentences."""
    for document in documents:
        tags = [["O"] * len(sentence) for sentence in document["sents"]]
        for mention in (mention for cluster in document["vertexSet"] for mention in cluster):
            first, last = mention["pos"]
            tags[mention["sent_id"]][first:last] = [
                f"B-{mention['type']}",
                *[f"I-{mention['type']}"] * (last - first - 1),
            ]
        sentences = [
            tagged_text("docred", list(zip(words, row, strict=True)))
            for words, row in zip(document["sents"], tags, strict=True)
        ]
        for first in range(0, len(sentences), GROUP):
            yield joined("docred", sentences[first : first + GROUP])


def ror_names(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of each ROR record (schema 2) that is active: `names` as (name, types, language), and `types`."""
    return [
        {
            "names": [[name["value"], name["types"], name["lang"]] for name in record["names"]],
            "types": record["types"],
        }
        for record in records
        if record["status"] == "active"
    ]


def convert(assets: Path, out: Path) -> None:
    """Reads the folders that `fetch` fills and writes all files that the other steps read. Raises OSError for a
    missing one, ValueError for one in another form."""
    for part in ("train", "dev"):
        with (assets / f"uner/en_ewt-ud-{part}.iob2").open(encoding="utf-8") as lines:
            write_texts(out / f"uner_{part}.jsonl.gz", read_uner(lines))
        _pack(assets / f"ewt/en_ewt-ud-{part}.conllu", out / f"ud_ewt_{part}.conllu.gz")
    for part, names in (("train", ("train", "dev")), ("test", ("test",))):
        paths = [assets / f"crossner/{domain}/{name}.txt" for domain in DOMAINS for name in names]
        rows = (row for path in paths for row in [*path.read_text(encoding="utf-8").split("\n"), ""])
        write_texts(out / f"crossner_{part}.jsonl.gz", read_columns("crossner", rows))
    wikigold = (assets / "wikigold/CONLL-format/data/wikigold.conll.txt").read_text(encoding="utf-8")
    write_texts(out / "wikigold.jsonl.gz", read_columns("wikigold", wikigold.split("\n")))
    docred = json.loads((assets / "docred/dev_revised.json").read_text(encoding="utf-8"))
    write_texts(out / "docred.jsonl.gz", read_docred(docred))
    _pack(assets / "gum/en_gum-ud-train.conllu", out / "ud_gum_train.conllu.gz")
    with zipfile.ZipFile(assets / "ror.zip") as dump:
        (name,) = (name for name in dump.namelist() if name.endswith("_schema_v2.json"))
        records = ror_names(json.loads(dump.read(name)))
    with gzip.open(out / "ror_names.json.gz", "wt", encoding="utf-8") as file:
        json.dump(records, file, ensure_ascii=False)


def _pack(path: Path, out: Path) -> None:
    with path.open("rb") as source, gzip.open(out, "wb") as target:
        shutil.copyfileobj(source, target)


def main() -> None:
    parser = argparse.ArgumentParser(description="Public sets as their repositories have them → files of the recipe")
    parser.add_argument("--assets", type=Path, required=True, help="folder that weasel's assets were fetched into")
    parser.add_argument("--out", type=Path, required=True, help="the data folder")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    convert(args.assets, args.out)


if __name__ == "__main__":
    main()
