"""Copies of public texts with other names, and sentences of university news from our own templates.

The names of the public sets are those of a few countries; news of universities bring names from everywhere.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from extract.training.scripts.filling import filled
from extract.training.scripts.names import (
    Organisations,
    PersonName,
    draw_city,
    draw_country,
    draw_person,
)
from extract.training.scripts.texts import Entity, Text, read_texts, write_texts

TEMPLATES = Path(__file__).parents[1] / "templates.toml"
SHARE = 0.45
"""Of the texts with an organisation or a person, how many get a copy with other names."""
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


def renamed(text: Text, organisations: Organisations, random: Random) -> Text:
    """The text with another name for each organisation, person and about half of the places; the same name gets
    the same other name throughout."""
    chosen: dict[tuple[str, str], str] = {}
    people: dict[str, PersonName] = {}
    pieces, entities, at = "", [], 0
    for entity in text.entities:
        surface = text.text[entity.start : entity.end]
        key = (entity.label, surface)
        if key not in chosen:
            chosen[key] = _other(entity.label, surface, organisations, people, random)
        pieces += text.text[at : entity.start]
        entities.append(Entity(len(pieces), len(pieces) + len(chosen[key]), entity.label))
        pieces += chosen[key]
        at = entity.end
    return Text(f"{text.source}+names", pieces + text.text[at:], tuple(entities))


def _other(
    label: str, surface: str, organisations: Organisations, people: dict[str, PersonName], random: Random
) -> str:
    if label == "ORG":
        short = surface.isupper() and len(surface) < 8
        return organisations.draw_acronym(random) if short else organisations.draw(random)
    if label == "PERSON":
        *_, last = surface.split()
        person = people.setdefault(last, draw_person(random))
        return person.full if " " in surface else person.short
    if label == "LOC" and random.random() < 0.5:
        return random.choice((draw_country, draw_city))(random)
    return surface


def from_templates(
    templates: Sequence[str], organisations: Organisations, count: int, random: Random
) -> Iterator[Text]:
    """`count` paragraphs of one to three filled templates. A slot `{org}`, `{person:2}` … is a name; a number or
    letter behind the colon stands for the same name wherever it stands in the paragraph."""
    for _ in range(count):
        names: dict[tuple[str, str], str] = {}
        pieces, entities = "", []
        for template in random.sample(templates, random.choice((1, 1, 2, 3))):
            pieces += " " if pieces else ""
            at = 0
            for slot in _SLOT.finditer(template):
                pieces += template[at : slot.start()]
                at = slot.end()
                kind, which = slot[1], slot[2]
                label, draw = _SLOTS[kind]
                name = names.setdefault((kind, which or str(slot.start())), draw(organisations, random))
                if label:
                    entities.append(Entity(len(pieces), len(pieces) + len(name), label))
                pieces += name
            pieces += template[at:]
        yield Text("templates", pieces, tuple(entities))


def _person(organisations: Organisations, random: Random) -> str:
    return draw_person(random).full


_UNITS = ("Faculty", "Institute", "School", "Department", "Centre", "Center", "Laboratory", "Office", "College")
_FIELDS = """Physics|Biology|Law|Economics and Management|Foreign Languages|Computer Science|International Relations
|Materials Science|Medicine|Chemistry|Energy|Applied Mathematics|Education|Oriental Studies|Arts and Humanities
|Civil Engineering|Digital Technologies|Nanotechnology|History|Veterinary Medicine""".replace("\n", "").split("|")


def _unit(organisations: Organisations, random: Random) -> str:
    field = random.choice(_FIELDS)
    unit = random.choice(_UNITS)
    return f"{field} {unit}" if random.random() < 0.15 else f"{unit} of {field}"


def _unit_of(organisations: Organisations, random: Random) -> str:
    return f"{_unit(organisations, random)} of {organisations.draw(random, 'education')}"


def _ministry(organisations: Organisations, random: Random) -> str:
    what = random.choice(("Education", "Higher Education", "Foreign Affairs", "Health", "Science and Technology"))
    return f"Ministry of {what}{random.choice(('', f' of {draw_country(random)}'))}"


_Draw = Callable[[Organisations, Random], str]
_SLOTS: dict[str, tuple[str | None, _Draw]] = {
    "org": ("ORG", lambda o, r: o.draw(r)),
    "uni": ("ORG", lambda o, r: o.draw(r, "education")),
    "company": ("ORG", lambda o, r: o.draw(r, "company")),
    "acronym": ("ORG", lambda o, r: o.draw_acronym(r)),
    "unit": ("ORG", _unit),
    "unit_of": ("ORG", _unit_of),
    "ministry": ("ORG", _ministry),
    "person": ("PERSON", _person),
    "surname": ("PERSON", lambda o, r: draw_person(r).short),
    "country": ("LOC", lambda o, r: draw_country(r)),
    "city": ("LOC", lambda o, r: draw_city(r)),
    "field": (None, lambda o, r: r.choice(_FIELDS).lower()),
}
"""Label (null: no name) and maker of each kind of slot."""


def augment(sets: Sequence[Path], ror: Path, templates: int, seed: int) -> Iterator[Text]:
    """All texts of the sets, copies with other names of some, and `templates` paragraphs from templates."""
    random = Random(seed)  # noqa: S311 chance for variety, not for secrets
    organisations = Organisations(ror)
    for path in sets:
        for text in map(filled, read_texts(path)):
            yield text
            if any(e.label in ("ORG", "PERSON") for e in text.entities) and random.random() < SHARE:
                yield renamed(text, organisations, random)
    sentences = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))["sentences"]
    yield from map(filled, from_templates(sentences, organisations, templates, random))


def main() -> None:
    parser = argparse.ArgumentParser(description="Public texts, copies with other names, and template sentences")
    parser.add_argument("sets", type=Path, nargs="+", help="files of texts (*.jsonl.gz)")
    parser.add_argument("--ror", type=Path, required=True, help="names of organisations (ror_names.json.gz)")
    parser.add_argument("--templates", type=int, default=4000, help="paragraphs from templates")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, help="where to write the texts (*.jsonl.gz)")
    args = parser.parse_args()
    write_texts(args.out, augment(args.sets, args.ror, args.templates, args.seed))


if __name__ == "__main__":
    main()
