"""What the headings of a text tell about the dates below them: `CALENDAR`, `1. New in 2013`."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from extract.dates.grammar import LEXICON, either_words

_LINE = re.compile(r"[^\n]+")
_HEADING_WORDS = 8
_NUMBERING = re.compile(r" *(?:#+|[-*•·▪■—]|\(?(?:\d{1,2}|[A-Za-z]|[IVX]+)[.)])? *")
_YEARS = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")
_COMING = re.compile(rf"(?i)(?<![\w-]){either_words(LEXICON['words']['coming']).replace(' ', ' +')}(?![\w-])")
_PAST = re.compile(r"(?i)\b(?:past|previous|was|were|has|have|had|archived?|history|last)\b")


@dataclass(frozen=True, slots=True)
class Section:
    """Lines from `start` on, below one heading or in front of all."""

    start: int
    heading_end: int
    coming: bool
    """Whether the heading is over things to come."""


class Sections:
    """The sections of one text. `busy` are the offsets where its days and months start: lines with one are no headings."""

    def __init__(self, text: str, published: date | None, busy: list[int]) -> None:
        self._text = text
        self._sections = [Section(0, 0, False)]
        for line in _LINE.finditer(text):
            if _is_heading(text, line) and bisect_right(busy, line.end()) == bisect_right(busy, line.start() - 1):
                coming = bool(_COMING.search(line[0])) and not _PAST.search(line[0])
                coming = coming and not (published and any(int(y) < published.year for y in _YEARS.findall(line[0])))
                if coming or _stands_alone(text, line):
                    self._sections.append(Section(line.start(), line.end(), coming))
        self._starts = [section.start for section in self._sections]

    def at(self, offset: int) -> Section:
        """The section that holds the offset."""
        return self._sections[bisect_right(self._starts, offset) - 1]

    def is_heading(self, offset: int) -> bool:
        """Whether the offset is in the heading of its section."""
        section = self.at(offset)
        return section.start <= offset < section.heading_end

    def heads_line(self, offset: int) -> bool:
        """Whether nothing but a bullet or a number stands before the offset in its line."""
        start = self._text.rfind("\n", 0, offset) + 1
        return offset - start <= 8 and bool(_NUMBERING.fullmatch(self._text, start, offset))


def _is_heading(text: str, line: re.Match[str]) -> bool:
    words = line[0].split()
    return 0 < len(words) <= _HEADING_WORDS and line[0].rstrip()[-1] not in ".,;" and line.end() < len(text)


def _stands_alone(text: str, line: re.Match[str]) -> bool:
    return line[0].isupper() or line.start() < 2 or text[line.start() - 2 : line.start()] == "\n\n"
