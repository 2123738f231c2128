"""The pages of this folder that are made from the code and its data.

`python docs/generate.py` rewrites them, `python docs/generate.py --check` fails if one is not as it would be
written. A page is one function that returns its Markdown, entered in `PAGES`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from codebook import codebook_page
from pieces import table
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawler.source import Source, load_sources
from db.store import HERE as DB
from extract.pipeline import MODEL

DOCS = Path(__file__).parent


def sources_page() -> str:
    """The declared sources, one line each, and what the facts of each rest on."""
    sources = load_sources().values()
    crawled = [source for source in sources if not source.disabled]
    not_crawled = [source for source in sources if source.disabled]
    countries = {source.organisation.country for source in sources} - {None}
    return f"""\
# Sources

{len(crawled)} news sections are crawled and {len(not_crawled)} are declared but switched off, in {len(countries)} \
countries. Each is a file in `crawler/sources/`; [adding-a-source.md](adding-a-source.md) says what one may hold.

{table(("id", "section", "country", "language", "way in", "made with"), map(_source_row, crawled))}

## Switched off

{table(("id", "section", "why"), ((f"`{source.id}`", source.name, source.disabled or "") for source in not_crawled))}

## What the facts rest on

Nobody has opened these sites for this project: expect that some have moved. "Others" are public projects that tell what
they had fetched and when.

{table(("id", "facts"), ((f"`{source.id}`", source.checked) for source in sources))}
"""


def _source_row(source: Source) -> tuple[str, ...]:
    return (
        f"`{source.id}`",
        f"[{source.name}]({source.homepage})",
        source.organisation.country or "international",
        source.language,
        ", ".join(dict.fromkeys(listing.kind for listing in source.listing)),
        source.family.name if source.family else "",
    )


def commands_page() -> str:
    """Our verbs with their own options; Scrapy's are in its documentation."""
    parts = [
        "# Verbs",
        "`uniaccord` is Scrapy's command line with our settings, usable from any folder; Scrapy's own verbs (`list`, `shell`, "
        "`fetch` …) and options (`-s NAME=VALUE` for a setting, `-L INFO` for a talkative run) work as in its documentation. Exit "
        "status: 0 all well, 1 someone should look, 2 wrong use, 130 interrupted.",
    ]
    for path in sorted((DB.parent / "pipelines/commands").glob("[a-z]*.py")):
        verb: ScrapyCommand = import_module(f"pipelines.commands.{path.stem}").Command()
        verb.settings = Settings()
        parser, general = argparse.ArgumentParser(), argparse.ArgumentParser()
        ScrapyCommand.add_options(verb, general)
        verb.add_options(parser)
        known = {option for action in general._actions for option in action.option_strings}
        own = [a for a in parser._actions if a.option_strings and not known & set(a.option_strings)]
        rows = ((f"`{', '.join(a.option_strings)}{f' {a.metavar}' if a.metavar else ''}`", a.help or "") for a in own)
        parts.append(
            f"## {path.stem}\n\n```console\n$ uniaccord {path.stem} {verb.syntax()}\n```\n\n{verb.short_desc()}."
        )
        parts.append(table(("option", "what"), rows))
    return "\n\n".join(parts) + "\n"


def model_page() -> str:
    """The card of the shipped pipeline: what it was made of and how well it does, out of its own meta.json."""
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    figures = meta["performance"]
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    names = {**figures["public"], **{f"ours: {label}": value for label, value in figures["ours"].items()}}
    syntax = ((name, f"{value:.3f}") for name, value in figures["treebank"].items())
    return f"""\
# The language model

`extract/model` is a spaCy {meta["spacy_version"]} pipeline for English university news, version {meta["version"]}, {size / 1e6:.1f} MB, \
licence {meta["license"]}. Its components are spaCy's own ({", ".join(meta["pipeline"])}, over one small convolutional \
network); uniaccord's rules are added when it is loaded. `extract/training/` holds the recipe that makes it, \
[decision 5](decisions/0005-a-model-beside-the-rules.md) says how rules and model work together.

## Use

`uniaccord` uses it unless a setting names another pipeline: `UNIACCORD_MODEL=en_core_web_trf` in the environment or \
`-s SPACY_MODEL=NAME`, where NAME is an installed spaCy pipeline or the folder of one; `blank` stands for none (rules \
alone). Labels of other pipelines (`GPE`, `FAC`, `PER`) are understood; the numbers by which rules and model are weighed \
(`extract/lexicons/trust.csv`) were counted with the shipped one. In Python: `spacy.load("extract/model")`.

Its names are `ORG`, `PERSON`, `LOC` (countries among them: a table tells which), `DATE` and `NORP` (peoples). It is \
made for this project's texts: for other texts take a general pipeline.

## Made of

{table(("data", "where from", "licence", "for"), ((s["name"], s["url"], s["license"], s["use"]) for s in meta["sources"]))}

The texts of these sets are not in the repository; `weasel assets extract/training` fetches them. Because some are \
CC BY-SA 4.0 the weights are under that licence too, apart from the code (Apache-2.0). Who passes the weights on names the \
sets above and keeps the licence.

## Figures

All from the run that made these weights, seed {figures["seed"]}; F1 of spans, label and both ends as annotated, **the model \
alone, without rules**. `public` is a mix of the development parts of UNER and CrossNER; `ours` is `corpus/dev`, thirty \
annotated documents on which nothing was trained. What rules and model reach together is in [extraction.md](extraction.md).

{table(("names", "F1"), ((name if name.startswith("ours") else f"public: {name}", f"{value:.3f}") for name, value in names.items()))}

{table(("UD English EWT, dev", "accuracy or F1"), syntax)}

## Limits

- English only. Names of countries, people and bodies of East Asia, Russia, Central Asia, Africa and Latin America were put \
into the training texts on purpose; still, what is rare in the sets (Pacific, Caucasian, indigenous names) is found less well.
- The public sets mark bodies and people of the years up to about 2021, for the most part as English and American writers \
spell them.
- Tags, lemmas and parses are there for users and for later work; uniaccord's rules read none of them yet, so \
`extract` leaves these components asleep.
- Sentence boundaries of the parser are overwritten by rules, which do better on news.
- Half of the annotated documents tell invented agreements of invented institutions, so that names could not be learnt \
by heart.
"""


PAGES: dict[str, Callable[[], str]] = {
    "codebook.md": codebook_page,
    "commands.md": commands_page,
    "model-card.md": model_page,
    "sources.md": sources_page,
}


def write() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


def stale() -> list[str]:
    """Names of the pages that are missing or not as they would be written."""
    paths = {name: DOCS / name for name in PAGES}
    return [
        name for name, path in paths.items() if not path.is_file() or path.read_text(encoding="utf-8") != PAGES[name]()
    ]


def main(arguments: list[str]) -> None:
    if arguments == ["--check"]:
        if names := stale():
            sys.exit(f"stale: {', '.join(names)}; run `python docs/generate.py`")
    elif arguments:
        sys.exit("usage: python docs/generate.py [--check]")
    else:
        write()


if __name__ == "__main__":
    main(sys.argv[1:])
