"""Names to put into sentences: organisations from ROR, people from our own lists, places from our lexicons."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from extract.lexicon import lexicon, word_set
from extract.places import countries

_LATIN = re.compile(r"[A-Za-z0-9À-ɏḀ-ỿ.,&'’()\- ]{3,90}")
_KINDS = ("education", "facility", "government", "company", "nonprofit", "healthcare")
_WEIGHTS = (60, 14, 8, 8, 6, 4)
"""How often a kind of organisation is drawn: news of universities speak of universities."""
_FAMILIES = {
    "english": ("european",),
    "romance": ("european",),
    "germanic_nordic": ("european",),
    "south_asian": ("south_asian",),
}
_SLAVIC = """Andreyev Belov Bogdanov Danilov Fedorov Gavrilov Golubev Ignatov Karpov Kiselyov Kovalev Kozlov Kuznetsov
Lebedev Makarov Mikhailov Morozov Nikitin Orlov Panov Pavlov Petrov Popov Rudskoi Smirnov Sokolov Stepanov Tarasov
Titov Vasiliev Volkov Vorobyov Yakovlev Zakharov Zhukov Bondarenko Kravchenko Shevchenko Nowak Kowalski Novák
Horvat Jovanović Marković Dimitrov Georgiev"""
_TURKIC = """Abdullayev Akhmetov Aliyev Bektemirov Demir Ergashev Ibragimov Ismailov Kaya Karimov Mammadov
Nazarbek Nurmagambetov Omarov Rahimov Sadykov Sarsenbayev Tashkentov Usmanov Yılmaz Yusupov Petrosyan Grigoryan
Beridze Kapanadze"""
_ARABIC = """Al-Hashimi Al-Khatib Al-Mansoori Al-Qahtani Al-Rashid Al-Sayed Ben Youssef Bensalah El-Amrani
El-Sharkawy Farouk Ghazali Haddad Hosseini Jaziri Karimi Khoury Mahmoudi Mansour Moradi Nasser Rezaei Saleh
Tawfik Zahrani Ziani"""
_AFRICAN = """Abebe Achieng Adebayo Adeyemi Afolabi Asante Banda Boateng Diallo Diop Dlamini Eze Kamau Keita
Kiprotich Mensah Moyo Mutasa Ndlovu Nkosi Nyambura Ochieng Okafor Okonkwo Otieno Owusu Tadesse Traoré Wanjiru Zulu"""
_OWN_FAMILIES = {
    "slavic": _SLAVIC,
    "turkic_caucasian_central_asian": _TURKIC,
    "arabic_persian": _ARABIC,
    "african": _AFRICAN,
    "southeast_asian": "Santoso Wijaya Hidayat Siregar Nasution Rahman Abdullah Ismail Reyes Santos Bautista Garcia",
}
_PATRONYMICS = ("Alexandrovich", "Andreevich", "Ivanovich", "Nikolaevich", "Petrovich", "Sergeevich", "Vladimirovich")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in full and the part by which a person is called later."""

    full: str
    short: str


class Organisations:
    """Names of ROR records by kind. Only names in Latin letters, one to twelve words; acronyms apart."""

    def __init__(self, ror: Path) -> None:
        """Reads `[{"names": [[name, [types], language]], "types": [kind], "status"}]`, gzipped."""
        self.names: dict[str, list[str]] = {kind: [] for kind in _KINDS}
        self.acronyms: list[str] = []
        with gzip.open(ror, "rt", encoding="utf-8") as file:
            records = json.load(file)
        for record in records:
            kind = next((kind for kind in _KINDS if kind in record["types"]), None)
            for name, types, language in record["names"]:
                if not _LATIN.fullmatch(name) or not name[0].isupper() or "(" in name:
                    continue
                if "acronym" in types:
                    self.acronyms.append(name)
                elif kind and (language == "en" or "ror_display" in types):
                    self.names[kind].append(name)

    def draw(self, random: Random, kind: str | None = None) -> str:
        """A name; of any kind by its weight if none is asked for."""
        return random.choice(self.names[kind or random.choices(_KINDS, _WEIGHTS)[0]])

    def draw_acronym(self, random: Random) -> str:
        return random.choice(self.acronyms)


def draw_person(random: Random) -> PersonName:
    """A name of any culture, in one of the ways in which news write it."""
    culture = random.choice((*lexicon("people_names")["given"], "chinese", "korean", "vietnamese", "chinese"))
    if culture in ("chinese", "korean", "vietnamese"):
        return _family_first(random, culture)
    if culture == "east_asian":
        family = _draw("family", "japanese", random)
        return PersonName(f"{_draw('given', culture, random)} {family}", family)
    given = _draw("given", culture, random)
    family = _family(culture, random)
    if culture == "slavic":
        return _slavic(random, given, family)
    if random.random() < 0.15:
        given += f" {random.choice('ABCDEFGHJKLMNPRSTVW')}."
    elif random.random() < 0.1:
        given += f" {_draw('given', culture, random)}"
    shown = family.upper() if random.random() < 0.07 else family
    return PersonName(f"{given} {shown}", family)


def _draw(part: str, culture: str, random: Random) -> str:
    return random.choice(_words(part, culture))


def _words(part: str, culture: str) -> Sequence[str]:
    words: str = lexicon("people_names")[part][culture]
    return words.split()


def _family(culture: str, random: Random) -> str:
    if own := _OWN_FAMILIES.get(culture):
        return random.choice(own.split())
    return _draw("family", random.choice(_FAMILIES[culture]), random)


def _slavic(random: Random, given: str, family: str) -> PersonName:
    if given.endswith(("a", "ya")) and family.endswith(("ov", "ev", "in")):
        family += "a"
    way = random.random()
    if way < 0.2:
        initials = f"{given[0]}.{random.choice(('', ' '))}{random.choice('AIMNPSV')}."
        return PersonName(f"{initials} {family}", family)
    if way < 0.35 and not given.endswith("a"):
        patronymic = random.choice(_PATRONYMICS)
        full = f"{family} {given} {patronymic}" if random.random() < 0.5 else f"{given} {patronymic} {family}"
        return PersonName(full, family)
    shown = family.upper() if random.random() < 0.1 else family
    return PersonName(f"{given} {shown}", family)


def _family_first(random: Random, culture: str) -> PersonName:
    family = _draw("family", culture, random)
    if culture == "vietnamese":
        given = " ".join(random.sample(["Van", "Thi", "Minh", "Duc", "Quang", "Hong", "Anh", "Thanh", "Huu", "Lan"], 2))
    else:
        join = random.choice(("-", "-", " ")) if culture == "korean" else ""
        syllables = random.sample(_words("family", culture)[:120], random.choice((1, 2, 2)))
        given = join.join([syllables[0], *(s if join == " " else s.lower() for s in syllables[1:])])
    shown = family.upper() if random.random() < 0.25 else family
    full = f"{given} {shown}" if culture != "vietnamese" and random.random() < 0.25 else f"{shown} {given}"
    return PersonName(full, family)


def draw_country(random: Random) -> str:
    return random.choice(sorted(countries()))


def draw_city(random: Random) -> str:
    return random.choice(sorted(word_set("places", "cities")))
