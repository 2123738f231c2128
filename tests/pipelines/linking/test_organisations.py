"""One organisation is one row; names that only look alike stay apart."""

import pytest

from pipelines.ids import slug
from pipelines.linking.alike import Name
from pipelines.linking.names import abbreviates, is_acronym, key, without_place
from pipelines.linking.organisations import Alias, Join, Resolved, resolve

PAGES = frozenset({"xx_test"})


def name(
    text: str,
    country: str | None = None,
    *,
    declared: bool = False,
    sources: frozenset[str] = PAGES,
    record: str | None = None,
) -> Name:
    return Name(slug(text), text, country, declared, sources, record)


def joined(found: Resolved) -> dict[str, str]:
    return {join.read_id: join.organisation_id for join in found.joins}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Petersburg University", "Saint-Petersburg University"),
        ("Institute for Advanced Studies", "The Institute of Advanced Studies"),
        ("Kenya Center of Energy Research", "Kenya Centre for Energy Research"),
    ],
)
def test_the_same_words_in_the_same_order_are_one_name(one: str, other: str) -> None:
    assert len(resolve([name(one), name(other)], []).joins) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (name("Neva Polytechnic University"), name("Neva Technical University")),
        (name("Neva State University"), name("Neva University")),
        (name("University of Economics in Neva"), name("University of Law in Neva")),
        (name("University of Oslo", "NO"), name("University of Osla", "ES")),
        (name("MIT"), name("MIET")),
        (name("Neva Institute No 1"), name("Neva Institute No 2")),
        (name("School of Engineering", sources=frozenset({"a"})), name("The School for Engineering", sources=frozenset({"b"}))),
        (name("Ministry of Education"), name("Ministry of Education of Kenya", "KE")),
        (name("Polytechnic University"), name("Polytechnic University of Milan", "IT")),
    ],
    ids=lambda found: found.id,
)  # fmt: skip
def test_what_tells_organisations_apart_is_neither_joined_nor_proposed(one: Name, other: Name) -> None:
    found = resolve([one, other], [])
    assert (found.joins, found.likely) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (name("Oslo University"), name("University of Oslo"), "order"),
        (name("York University", "CA"), name("University of York", "CA"), "order"),
        (name("Tsinghua University"), name("Tsinghua University, Beijing"), "city"),
        (name("Linjiang University of Technology"), name("Lingjiang University of Technology"), "spelling"),
        (name("Silk River Engineering Alliance"), name("Silk River Alliance Engineering"), "order"),
    ],
    ids=lambda found: found.id if isinstance(found, Name) else found,
)
def test_what_is_likely_is_proposed_and_not_joined(one: Name, other: Name, rule: str) -> None:
    found = resolve([one, other], [])
    assert found.joins == []
    assert [likely.rule for likely in found.likely] == [rule]
    assert 0 < found.likely[0].score < 1


def test_another_order_or_a_country_behind_the_name_is_sure_where_both_sit_in_one_country() -> None:
    assert joined(resolve([name("Oslo University", "NO"), name("University of Oslo", "NO")], [])) == {
        "oslo-university": "university-of-oslo"
    }
    assert joined(resolve([name("Tsinghua University", "CN"), name("Tsinghua University, China", "CN")], [])) == {
        "tsinghua-university": "tsinghua-university-china"
    }
    assert resolve([name("York University", "CA"), name("University of York", "GB")], []).likely == []


def test_a_declared_organisation_keeps_its_row() -> None:
    names = [name("Saint Petersburg University of Finance"), name("St Petersburg University of Finance", declared=True)]
    assert joined(resolve(names, [])) == {
        "saint-petersburg-university-of-finance": "st-petersburg-university-of-finance"
    }


def test_an_acronym_explained_on_a_site_means_that_organisation_on_its_pages_only() -> None:
    whole, short = name("Harbin Institute of Technology"), name("HIT", sources=frozenset({"xx_test", "yy_other"}))
    explained = Alias(whole.id, "HIT", declared=False, source_id="xx_test", scoped=True)
    (join,) = resolve([whole, short], [explained]).joins
    assert join == Join("hit", "xx_test", whole.id, "acronym", join.evidence)
    also = name("Hefei Institute of Technology")
    twice = Alias(also.id, "HIT", declared=False, source_id="xx_test", scoped=True)
    assert resolve([whole, also, short], [explained, twice]).joins == []
    wrong = Alias(whole.id, "USA", declared=False, source_id="xx_test", scoped=True)
    assert resolve([whole, name("USA")], [wrong]).joins == []


def test_a_name_declared_later_leads_to_the_organisation() -> None:
    whole = name("St Petersburg University", declared=True)
    declared = Alias(whole.id, "SPbU", declared=True, source_id="ru_spbu", scoped=False)
    assert joined(resolve([whole, name("SPbU")], [declared])) == {"spbu": whole.id}


@pytest.mark.parametrize(
    ("unit", "parent"),
    [
        ("Faculty of Biology of St Petersburg University", "st-petersburg-university"),
        ("SPbU Institute of Chemistry", "st-petersburg-university"),
        ("Institute of Energy", None),
        ("Ministry of Science of St Petersburg University", None),
        ("University of Technology of St Petersburg University", None),
    ],
)
def test_a_unit_belongs_to_the_whole_that_its_name_names(unit: str, parent: str | None) -> None:
    whole = name("St Petersburg University", declared=True)
    alias = Alias(whole.id, "SPbU", declared=True, source_id="ru_spbu", scoped=False)
    assert resolve([whole, name(unit)], [alias]).parents.get(slug(unit)) == parent


def test_corrections_join_and_part_names_before_every_rule() -> None:
    one, other, third = name("Kazan University"), name("Kazan Federal University"), name("The University for Kazan")
    found = resolve([one, other, third], [], same=[(other.id, one.id)])
    assert joined(found) == {one.id: other.id}
    names = [name("Institute for Energy"), name("Institute of Energy")]
    (join,) = resolve(names, []).joins
    parted = resolve(names, [], not_same=[(join.read_id, join.organisation_id)])
    assert parted.joins == []
    assert [likely.rule for likely in parted.likely] == ["key"]


def test_names_of_one_record_are_one_and_those_of_two_are_not() -> None:
    one, other = name("Universidad de Lejos", record="r1"), name("Lejos Polytechnic", record="r1")
    (join,) = resolve([one, other], []).joins
    assert (join.rule, join.evidence) == ("ror", "“Lejos Polytechnic” and “Universidad de Lejos” are r1")
    parted = resolve([one, other], [], not_same=[(one.id, other.id)])
    assert (parted.joins, [likely.rule for likely in parted.likely]) == ([], ["ror"])
    for like, too in (("Institute for Energy", "Institute of Energy"), ("Oslo University", "University of Oslo")):
        found = resolve([name(like, "NO", record="r1"), name(too, "NO", record="r2")], [])
        assert (found.joins, found.likely) == ([], [])


def test_a_name_without_record_does_not_bring_two_records_together() -> None:
    between = name("Institute, Energy")
    found = resolve([name("Institute for Energy", record="r1"), between, name("Institute of Energy", record="r2")], [])
    assert len(found.joins) == 1
    assert found.likely == []


def test_what_a_source_file_or_a_correction_says_goes_before_the_registry() -> None:
    one, other = name("Institute for Energy", record="r1"), name("Institute of Energy", record="r2")
    assert joined(resolve([one, other], [], same=[(one.id, other.id)])) == {other.id: one.id}
    declared = Alias(one.id, other.name, declared=True, source_id="xx_test", scoped=False)
    assert len(resolve([one, other], [declared]).joins) == 1


def test_an_acronym_of_one_record_means_another_organisation_where_a_site_explains_it() -> None:
    harbin, hefei = (
        name("Harbin Institute of Technology", record="r1"),
        name("Hefei Institute of Technology", record="r2"),
    )
    short = name("HIT", record="r1", sources=frozenset({"xx_test", "yy_other"}))
    explained = Alias(hefei.id, "HIT", declared=False, source_id="yy_other", scoped=True)
    joins = resolve([harbin, hefei, short], [explained]).joins
    assert [(join.source_id, join.organisation_id) for join in joins] == [("yy_other", hefei.id), ("", harbin.id)]


def test_corrections_that_contradict_each_other_are_told() -> None:
    pair = ("kazan-university", "kazan-federal-university")
    found = resolve([name("Kazan University"), name("Kazan Federal University")], [], same=[pair], not_same=[pair])
    assert (found.joins, found.refused) == ([], [pair])


def test_names_are_compared_by_their_words() -> None:
    assert key("The St. Petersburg University of Sciences") == ("saint", "petersburg", "university", "science")
    assert without_place("Tsinghua University (China)") == ("Tsinghua University", "country")
    assert without_place("Ministry of Education of Kenya") is None
    assert [is_acronym(word) for word in ("SPbPU", "Tsinghua", "MIT Lab")] == [True, False, False]
    assert [abbreviates(s, "Harbin Institute of Technology") for s in ("HIT", "HT", "TI")] == [True, True, False]
