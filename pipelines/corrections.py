"""`corrections.toml`: what a researcher knows better. Strict: what is not understood is an error, never passed over."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from crawler.fields import Strict, Text
from extract.bounds import days
from extract.records import INSTRUMENTS, STATUSES, TYPES
from pipelines.verb import WrongUse

FILE = "corrections.toml"
"""Its name beside the database."""


def _one_of(values: tuple[str, ...], *, or_none: bool = False) -> AfterValidator:
    def check(value: str) -> str:
        if value not in values and not (or_none and value == ""):
            raise ValueError(f"not one of {', '.join(values)}")
        return value

    return AfterValidator(check)


def _day(value: Any) -> Any:
    """TOML's own dates as text."""
    return value.isoformat() if isinstance(value, date) else value


def _is_date(value: str) -> str:
    first, last = None, None
    try:
        first, last = days(value)
        for edge in filter(None, (first, last)):
            date.fromisoformat(edge)
    except ValueError:
        raise ValueError("not a day, month, year or first/last (ISO 8601)") from None
    if first and last and first > last:
        raise ValueError("ends before it begins")
    return value


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Day = Annotated[str, BeforeValidator(_day), AfterValidator(_is_date)]


class Made(Strict):
    """What every correction may say of itself."""

    note: str | None = None
    by: str | None = None
    on: Day | None = None


class Pair(Made):
    """Two agreements (or events) that are one, or are not."""

    ids: Annotated[list[Id], Field(min_length=2, max_length=2)]

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        if self.ids[0] == self.ids[1]:
            raise ValueError("the two ids are the same")
        return self


class OrganisationCorrection(Made):
    name: Text
    """Name or id."""
    rename: Text | None = None
    same: list[Text] = Field(default_factory=list)
    """Names or ids that mean it too."""
    not_same: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.rename or self.same or self.not_same):
            raise ValueError("give rename, same or not_same")
        return self


class EventCorrection(Made):
    """An empty string for what the article does not say."""

    id: Id | None = None
    url: Text | None = None
    sentence: Text | None = None
    drop: bool = False
    type: Annotated[str, _one_of(TYPES)] | None = None
    status: Annotated[str, _one_of(STATUSES)] | None = None
    instrument: Annotated[str, _one_of(INSTRUMENTS, or_none=True)] | None = None
    date: Day | None = None
    subject: str | None = None
    parties: Annotated[list[Text], Field(min_length=1)] | None = None
    """Names or ids."""

    @model_validator(mode="after")
    def _has_one_target(self) -> Self:
        if (self.id is None) == (self.url is None) or (self.url is None) != (self.sentence is None):
            raise ValueError("give id, or url and sentence")
        if self.drop == bool(self.fields or self.parties):
            raise ValueError("give drop = true, or what is to be corrected")
        return self

    @property
    def fields(self) -> dict[str, str | None]:
        """The columns that it corrects."""
        names = ("type", "status", "instrument", "date", "subject")
        return {name: value or None for name in names if (value := getattr(self, name)) is not None}

    def __str__(self) -> str:
        return self.id or f"“{self.sentence}” in {self.url}"


class Corrections(Strict):
    join: list[Pair] = Field(default_factory=list)
    apart: list[Pair] = Field(default_factory=list)
    organisation: list[OrganisationCorrection] = Field(default_factory=list)
    event: list[EventCorrection] = Field(default_factory=list)


def corrections_for(database: Path, given: Path | None) -> Corrections:
    """Those of the file that was given, or of the one beside the database, if there is one. Raises WrongUse."""
    beside = database.parent / FILE
    return read_corrections(given or beside) if given or beside.exists() else Corrections()


def read_corrections(path: Path) -> Corrections:
    """Raises WrongUse, with a line that names file and key."""
    try:
        return Corrections(**tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(f"{path}: {error}") from None
    except ValidationError as error:
        raise WrongUse(_explain(path, error)) from None


def _explain(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    # The place in an array as a person counts.
    keys = [str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]]
    reason = {"extra_forbidden": "unknown key", "missing": "missing"}.get(
        first["type"], first["msg"].removeprefix("Value error, ")
    )
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return ": ".join(filter(None, (str(path), ".".join(keys), reason))) + more
