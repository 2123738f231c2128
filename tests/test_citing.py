"""The citation files are valid, and say what the package says."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
OURS = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CITING = (ROOT / "docs/citing.md").read_text(encoding="utf-8")
EXAMPLE = yaml.safe_load(re.findall(r"```yaml\n(cff-version.*?)```", CITING, re.S)[0])

# The Citation File Format, schema 1.2.0: https://doi.org/10.5281/zenodo.5171937.
KEYS = """abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message
    preferred-citation references repository repository-artifact repository-code title type url version"""
ENTITY = """address alias city country date-end date-start email fax location name orcid post-code region tel website"""
PERSON = """address affiliation alias city country email family-names fax given-names name-particle name-suffix orcid
    post-code region tel website"""


def wrong(file: dict[str, Any], *, whole: bool = True) -> list[str]:
    """What the format does not allow; `whole` is false for one of `references`, which may have more keys."""
    needed = {"authors", "title"} | ({"cff-version", "message"} if whole else {"type"})
    found = [f"missing: {key}" for key in needed - set(file)]
    found += [f"unknown: {key}" for key in (set(file) - set(KEYS.split()) if whole else ())]
    found += [
        f"no text: {key}"
        for key in ("title", "version", "date-released", "message")
        if not isinstance(file.get(key, ""), str)
    ]
    for author in file.get("authors", ()):
        kind = ENTITY if "name" in author else PERSON
        found += [f"unknown: authors.{key}" for key in set(author) - set(kind.split())]
    if whole and (file.get("cff-version") != "1.2.0" or file.get("type", "software") not in ("software", "dataset")):
        found.append("not a file of 1.2.0")
    return found + [problem for other in file.get("references", ()) for problem in wrong(other, whole=False)]


@pytest.mark.parametrize("file", [OURS, EXAMPLE], ids=["CITATION.cff", "docs/citing.md"])
def test_a_citation_file_is_valid(file: dict[str, Any]) -> None:
    assert wrong(file) == []


def test_what_the_format_does_not_know_is_wrong() -> None:
    assert wrong({**OURS, "editor": "A. Researcher"}) == ["unknown: editor"]
    assert wrong({**OURS, "authors": [{"name": "A", "given-names": "B"}]}) == ["unknown: authors.given-names"]


def test_all_citations_have_the_version_and_the_licence_of_the_package() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (OURS["version"], OURS["license"]) == (package["version"], package["license"])
    assert EXAMPLE["references"][0]["version"] == package["version"]
    assert re.findall(r"version *= \{(\d\.[^}]*)\}", CITING) == [package["version"]]
    assert set(re.findall(r"uniaccord (\d\.\d+\.\d+)", CITING)) == {package["version"]}
