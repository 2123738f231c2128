"""Given and family names of many cultures, as far as own short lists know them, and the shapes of names."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import lexicon

_EAST_ASIAN = ("chinese", "korean", "vietnamese")
_INITIAL_SOUND = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL_SOUND = "(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ua|uo|ui|un|ai|ei|ao|ou|an|en|in|er|ia|ie|iu|ue|üe|lü|nü|a|e|i|o|u|ü)"
_PINYIN = re.compile(f"(?:{_INITIAL_SOUND}{_FINAL_SOUND}'?){{1,3}}", re.IGNORECASE)
_ROMANISED = re.compile("[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}")
_FAMILY_ENDING = re.compile(
    r"\w{2}(?:ová|ović|ević|enko|chuk|czuk|shvili|švili|adze|idze|skaya|skiy|ńska|ński|wska|wski|cka|cki|escu|opoulos|opoulou|akis|idis|oğlu|oglu"
    r"|bayev|bayeva|baev|beyli|zadeh|zade|yeva|ssen|sdóttir|sdottir|ström|quist|lainen|ainen|inen|onen|aitė|ienė|auskas|unas)$"
    r"|^(?:Mc|Mac|O'|Fitz|Ter-|Le|Van|De|Di|Da|La)[A-ZÉ][a-zé]{2}"
)
_PATRONYMIC = re.compile(r"\w{2,}(?:ovich|evich|ievich|ovna|evna|ichna|inichna)")


@lru_cache
def _names(kind: str, *groups: str) -> frozenset[str]:
    table = lexicon("people_names")[kind]
    return frozenset(name for group in groups or table for name in table[group].casefold().split())


def is_given_name(word: str, *cultures: str) -> bool:
    """Whether a word, or its first half before a hyphen, is a known given name, in any case, of certain groups of the
    list or any."""
    known = _names("given", *cultures)
    return word.casefold() in known or word.casefold().partition("-")[0] in known


def has_family_ending(word: str) -> bool:
    """Whether a word ends like a family name of some culture and like little else: `Nováková`, `Kvirikashvili`."""
    return _FAMILY_ENDING.search(word) is not None


def is_family_name(word: str, *cultures: str) -> bool:
    """Whether a word is a known family name, in any case, of certain groups of the list or any."""
    return word.casefold() in _names("family", *cultures)


def is_patronymic(word: str) -> bool:
    """Whether a word has the shape of a Russian patronymic: `Borisovich`."""
    return _PATRONYMIC.fullmatch(word) is not None


def is_east_asian(parts: tuple[str, ...]) -> bool:
    """Whether words read like a Chinese, Korean or Vietnamese name, family name first or last: `Qiu Yong`,
    `Oh Seok-hwan`, `Xinhe BAO`, `Nguyen Phu Trong`."""
    if not 2 <= len(parts) <= 4:
        return False
    for family, given in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        if family.casefold() not in _names("family", *_EAST_ASIAN):
            continue
        if all(_ROMANISED.fullmatch(part) for part in given):
            return True
        if len(parts) < 4 and all(_PINYIN.fullmatch(part) for part in given):
            return True
        if family.casefold() in _names("family", "vietnamese") - _names("family", "chinese") and family == parts[0]:
            return True
    return False


def is_family_first(parts: tuple[str, ...]) -> bool:
    """Whether the first of several words is the family name: written in capitals, or a known family name of
    China, Korea or Vietnam before words that are none."""
    if parts[0].isupper() and len(parts[0]) > 1 and not parts[-1].isupper():
        return True
    east = _names("family", *_EAST_ASIAN)
    last_is_family = parts[-1].casefold() in east or (parts[-1].isupper() and len(parts[-1]) > 1)
    return parts[0].casefold() in east and not last_is_family
