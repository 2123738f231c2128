"""A record as large as a decade of many sources may make it, of invented texts, through our own schema.

Sizes follow from the number of articles (a million: 1.2 million versions, five million mentions, 300,000 events, 20,000
organisations, some 9 GB). What is frequent and what is rare follows Zipf: a few organisations, sources and words are
everywhere, most are met a few times. The same number and seed give the same record.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sqlite_utils import Database

from bench.large_agreements import Agreements, make_agreements
from db import derived, store

ROOT = Path(__file__).parents[1]
BEGAN, DAYS = date(2010, 1, 1), 15 * 365
EXTRACTOR = "bench"
BEGINNINGS = [
    "b",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "z",
    "br",
    "dr",
    "gl",
    "kr",
    "pl",
]
SYLLABLES = [a + b for a in BEGINNINGS for b in ("a", "e", "i", "o", "u", "ai", "el", "an", "or", "un")]
OFTEN = ["the", "university", "of", "and", "in", "students", "research", "agreement", "cooperation", "signed", "a", "to", "for",
         "with", "programme", "faculty", "rector", "international", "partner", "memorandum", "exchange", "joint", "degree"]  # fmt: skip
KINDS = ("University of {}", "{} State University", "{} Polytechnic", "{} Institute of Technology", "{} Academy of Sciences",
         "National University of {}", "{} Medical College", "{} University of Applied Sciences")  # fmt: skip
ROLES = ("Rector", "President", "Vice-Rector for International Affairs", "Dean", "Professor", "Director", "Minister")
SENTENCE = 15
"""Words."""

Rows = Iterator[Sequence[Any]]


def insert(db: Database, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * len(columns.split()))
    db.conn.executemany(f"insert into {table} ({', '.join(columns.split())}) values ({marks})", rows)  # noqa: S608


def zipf(chance: np.random.Generator, kinds: int, number: int, slope: float = 1.0) -> list[int]:
    """So many draws of 0, 1, 2 …, the first the most frequent."""
    weights = np.cumsum(1 / np.arange(1, kinds + 1) ** slope)
    drawn: list[int] = np.searchsorted(weights, chance.random(number) * weights[-1]).tolist()
    return drawn


def hexes(chance: np.random.Generator, number: int) -> list[str]:
    return [f"{value:016x}" for value in chance.integers(0, 2**63, number).tolist()]


def say_nothing(text: str) -> None:
    pass


class Record:
    """What is being made: the names, days and ids that its tables share."""

    def __init__(self, articles: int, seed: int) -> None:
        self.random, self.chance = Random(seed), np.random.default_rng(seed)  # noqa: S311
        self.articles = articles
        with (ROOT / "extract/lexicons/countries.csv").open(encoding="utf-8") as file:
            named = [row for row in csv.DictReader(file) if row["kind"] == "cldr"]
        first = ["CN", "US", "DE", "RU", "GB", "JP", "FR", "IN", "KZ", "PT"]
        rest = [row["code"] for row in named if row["code"] not in first]
        self.country_names = {row["code"]: row["name"] for row in named}
        self.countries = first + self.random.sample(rest, 140)
        words = {"".join(self.random.choices(SYLLABLES, k=k)) for k in (2, 3, 4) for _ in range(15_000)}
        self.words = OFTEN + self.random.sample(sorted(words), len(words))
        self.organisations = self._organisations(max(200, articles // 50))
        self.sources = [f"s{number:03d}" for number in range(max(10, articles // 2000))]
        self.people = sorted({self._person() for _ in range(max(100, articles // 10))})
        self.random.shuffle(self.people)
        # Coverage grows: ten times as many articles a year at the end as at the beginning.
        grown = (10 ** self.chance.random(articles) - 1) / 9
        self.days = np.sort(np.sqrt(grown) * DAYS).astype(int).tolist()
        self.ids = hexes(self.chance, articles)
        self.source_of = zipf(self.chance, len(self.sources), articles, 0.8)
        self.versions = self.chance.choice([1, 2, 3], articles, p=[0.85, 0.12, 0.03]).tolist()
        self.current = np.cumsum(self.versions).tolist()
        """Version in force of each article; its earlier ones have the numbers before."""

    def _organisations(self, number: int) -> list[tuple[str, str, str | None]]:
        """(id, name, country); one in a hundred is a network."""
        found: dict[str, tuple[str, str, str | None]] = {}
        places = zipf(self.chance, len(self.countries), number * 2, 0.9)
        while len(found) < number:
            place = " ".join(
                word.title() for word in self.random.sample(self.words[len(OFTEN) :], self.random.choice((1, 1, 2)))
            )
            network = self.random.random() < 0.01
            name = f"{place} Universities Alliance" if network else self.random.choice(KINDS).format(place)
            country = None if network or self.random.random() < 0.1 else self.countries[places[len(found)]]
            found[name.lower().replace(" ", "-")] = (name.lower().replace(" ", "-"), name, country)
        return list(found.values())

    def _person(self) -> tuple[str, str]:
        name = " ".join(word.title() for word in self.random.sample(self.words[len(OFTEN) :], 2))
        return name.lower().replace(" ", "-"), name

    def day(self, article: int) -> str:
        return (BEGAN + timedelta(days=self.days[article])).isoformat()


def texts(record: Record) -> Rows:
    """(version, title, body, kinds): sentences that many share, and a word or two that few do."""
    drawn = zipf(record.chance, len(record.words), 30_000 * SENTENCE, 1.05)
    pool = [
        " ".join(record.words[word] for word in drawn[at : at + SENTENCE]).capitalize() + "."
        for at in range(0, len(drawn), SENTENCE)
    ]
    kinds = json.dumps(["paragraph"] * 4)
    for article, versions in enumerate(record.versions):
        title = f"{pool[(article * 7919) % len(pool)][:60]} zyx{article // 40}"
        said = record.random.choices(pool, k=record.random.randint(9, 17))
        said[0] += f" Rare{article // 40} seldom{article % 5000} sometimes{article % 200} now{article % 12}."
        body = "\n\n".join(" ".join(said[at : at + 4]) for at in range(0, len(said), 4))
        last = record.current[article]
        for version in range(last - versions + 1, last):
            yield version, title, body[: -len(said[-1])], kinds
        yield last, title, body, kinds


def mentions(record: Record) -> Rows:
    """Five an article, in its version in force."""
    number = record.articles * 5
    labels = record.chance.choice(["ORG", "PERSON", "COUNTRY", "DATE"], number, p=[0.5, 0.2, 0.1, 0.2]).tolist()
    sides = zipf(record.chance, len(record.organisations), number)
    people = zipf(record.chance, len(record.people), number, 0.7)
    countries = zipf(record.chance, len(record.countries), number)
    for at, id in enumerate(hexes(record.chance, number)):
        version, start, label = record.current[at // 5], at % 5 * 180, labels[at]
        organisation = person = country = None
        surface = "12 May 2020"
        if label == "ORG":
            organisation, surface, _ = record.organisations[sides[at]]
        elif label == "PERSON":
            person, surface = record.people[people[at]]
        elif label == "COUNTRY":
            country = record.countries[countries[at]]
            surface = record.country_names[country]
        yield id, version, label, start, start + len(surface), surface, organisation, person, country, f"{label.lower()}.shape", EXTRACTOR, 0.9  # fmt: skip


def _steps(record: Record, made: Agreements) -> Iterator[tuple[str, str, Iterable[Sequence[Any]]]]:
    """(table, columns, rows), in an order in which they can be filled."""
    r, seen = record, "2025-01-01T02:00:00+00:00"
    each = range(r.articles)
    url = "https://news.{}.example/{}".format
    name = r.sources.__getitem__
    yield "countries", "code name", ((code, r.country_names[code]) for code in r.countries)
    yield (
        "organisations",
        "id name country country_basis ror_id ror_name",
        (
            (id, name, country, country and "name", ror, ror and name)
            for number, (id, name, country) in enumerate(r.organisations)
            for ror in [f"https://ror.example/{number:07d}" if number % 5 < 3 else None]
        ),
    )
    yield (
        "sources",
        "id name organisation_id homepage",
        (
            (id, f"{r.organisations[number][1]}: News", r.organisations[number][0], f"https://news.{id}.example/")
            for number, id in enumerate(r.sources)
        ),
    )
    yield (
        "organisation_aliases",
        "organisation_id alias basis source_id scoped",
        (
            (
                id,
                f"{r.words[30 + number * 2 + more].upper()} {name.split()[-1]}",
                "text",
                r.sources[number % len(r.sources)],
                0,
            )
            for number, (id, name, _) in enumerate(r.organisations)
            for more in range(number % 3)
        ),
    )
    yield "people", "id name", r.people
    runs = max(20, r.articles // 100)
    yield (
        "runs",
        "id kind source_id state started ended uniaccord",
        (
            (number, "crawl", r.sources[number % len(r.sources)], "finished", seen, seen, "0.1.0")
            for number in range(1, runs)
        ),
    )
    yield (
        "issues",
        "run_id source_id level code detail url noticed",
        (
            (
                number % (runs - 1) + 1,
                r.sources[number % len(r.sources)],
                "warning",
                f"code-{number % 17}",
                "detail",
                None,
                seen,
            )
            for number in range(r.articles // 20)
        ),
    )
    yield "articles", "id source_id url title published published_basis language first_seen last_seen version_id versions", (
        (r.ids[a], name(r.source_of[a]), url(name(r.source_of[a]), r.ids[a]), f"Title of {r.ids[a]}",
         r.day(a) if a % 50 else None, "meta", "en" if a % 12 else "pt", seen, seen, r.current[a], r.versions[a])
        for a in each
    )  # fmt: skip
    yield "addresses", "url article_id", ((url(name(r.source_of[a]), r.ids[a]), r.ids[a]) for a in each)
    yield (
        "pages",
        "url source_id role article_id found asked status due",
        (
            (url(name(r.source_of[a]), r.ids[a]), name(r.source_of[a]), "article", r.ids[a], seen, seen, 200, seen)
            for a in each
        ),
    )
    digests = hexes(r.chance, r.current[-1])
    yield "responses", "id run_id url fetched status media_type digest file offset length", (
        (version, version % (runs - 1) + 1, url("s", digest), seen, 200, "text/html", digest, f"s/{version // 5000}.warc.gz", version * 9000, 9000)
        for version, digest in enumerate(digests, 1)
    )  # fmt: skip
    yield "versions", "id article_id number fetched run_id sha256 published language response_id", (
        (r.current[a] - r.versions[a] + number, r.ids[a], number, seen, a % (runs - 1) + 1, digests[r.current[a] - 1], r.day(a), "en", r.current[a])
        for a in each
        for number in range(1, r.versions[a] + 1)
    )  # fmt: skip
    yield "texts", "version_id title body kinds", texts(r)
    yield "extractors", "id first_used", [(EXTRACTOR, seen)]
    yield (
        "extractions",
        "version_id extractor_id made language",
        ((version, EXTRACTOR, seen, "en" if version % 12 else "pt") for version in r.current),
    )
    yield (
        "mentions",
        "id version_id label start end surface organisation_id person_id country rule extractor_id confidence",
        (mentions(r)),
    )
    roles, posts = (
        zipf(r.chance, len(r.people), r.articles // 2, 0.7),
        zipf(r.chance, len(r.organisations), r.articles // 2),
    )
    yield "person_roles", "id version_id person_id role organisation_id extractor_id organisation_basis", (
        (id, r.current[at * 2], r.people[roles[at]][0], ROLES[at % len(ROLES)], r.organisations[posts[at]][0], EXTRACTOR, "stated")
        for at, id in enumerate(hexes(r.chance, r.articles // 2))
    )  # fmt: skip
    yield from made.steps(r.ids, r.current, r.day, EXTRACTOR)
    yield "organisation_merges", "read_id source_id name organisation_id rule evidence", (
        (f"joined-{number}", "", f"The {name}", id, "key", "") for number, (id, name, _) in enumerate(r.organisations) if number % 3 == 0
    )  # fmt: skip


def make(path: Path, articles: int, *, seed: int = 1, say: Callable[[str], None] = say_nothing) -> None:
    """Makes such a record in a file that is not there yet."""
    began = time.perf_counter()
    record = Record(articles, seed)
    made = make_agreements(record.random, record.chance, record.organisations, record.days, events=articles * 3 // 10)
    made.signers = [id for id, _ in record.people]
    db = store.open_db(path)
    for pragma in ("foreign_keys = off", "synchronous = off", "cache_size = -3000000", "temp_store = memory"):
        db.execute(f"pragma {pragma}")
    later = _take_away(db)
    for table, columns, rows in _steps(record, made):
        with db.atomic():
            insert(db, table, columns.replace("start end", '"start" "end"').replace("offset", '"offset"'), rows)
        say(f"{time.perf_counter() - began:5.0f} s  {table}")
    with db.atomic():
        for sql in later:
            db.execute(sql)
        db.execute("insert into texts_fts (texts_fts) values ('rebuild')")
    say(f"{time.perf_counter() - began:5.0f} s  indexes")
    with db.atomic():
        derived.rebuild(db)
    store.finish(db)
    db.close()
    say(f"{time.perf_counter() - began:5.0f} s  derived tables; {path.stat().st_size / 1e9:.1f} GB")


def _take_away(db: Database) -> list[str]:
    """Drops indexes and triggers, and returns what makes them again: filling is faster without."""
    found = list(
        db.execute("select type, name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null")
    )
    for kind, name, _ in found:
        db.execute(f"drop {kind} [{name}]")
    return [sql for _, _, sql in found]
