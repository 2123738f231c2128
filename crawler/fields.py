"""Kinds of values that source and family files hold, each checked where it is read."""

from __future__ import annotations

import re
from typing import Annotated
from zoneinfo import available_timezones

from cssselect import SelectorError
from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _selector(css: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(css)
    except SelectorError as error:
        raise ValueError(f"not a CSS selector: {error}") from None
    return css


def _pattern(regex: str) -> str:
    try:
        re.compile(regex)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return regex


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"not an IANA time zone: {name!r}")
    return name


def _address(url: str) -> str:
    if not re.match(r"https?://[^/\s]+", url):
        raise ValueError(f"not an absolute http(s) address: {url!r}")
    return url


Selector = Annotated[str, AfterValidator(_selector)]
Regex = Annotated[str, AfterValidator(_pattern)]
Timezone = Annotated[str, AfterValidator(_timezone)]
Address = Annotated[str, AfterValidator(_address)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Unknown keys are errors, values are not coerced, instances are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
