"""What people are: titles before a name, roles before and after it."""

from __future__ import annotations

from extract.lexicon import word_set


def is_title(word: str) -> bool:
    """Whether a word is a form of address or degree that stands before a name: `Prof.`, `Dr`, `Mrs`."""
    return word.casefold() in word_set("roles", "titles")


def is_role(word: str) -> bool:
    """Whether a word heads what someone is: `Rector`, `Vice-Chancellor`, `dean`."""
    return word.casefold() in word_set("roles", "roles")


def is_role_prefix(word: str) -> bool:
    """Whether a word can stand before a role and belong to it: `Deputy`, `Senior`."""
    return word.casefold() in word_set("roles", "role_prefixes")


def is_said(word: str) -> bool:
    """Whether a small word is a verb whose subject is often a person: `said`, `signed`, `chaired`."""
    return word in word_set("roles", "said")
