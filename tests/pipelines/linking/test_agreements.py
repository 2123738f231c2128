"""One arrangement over time is one agreement; two are two; what is doubtful is proposed."""

from itertools import permutations

import pytest

from pipelines.linking.agreements import link
from pipelines.linking.reports import Report
from pipelines.linking.rows import agreement_rows
from tests.pipelines.linking.telling import NAMES, proposed, rules, told

PROGRAMME = {"type": "programme", "subject": "double master's degree in ocean engineering"}
INSTITUTE = {"type": "unit", "subject": "Joint Institute of Power Engineering"}


def test_an_arrangement_is_followed_from_the_talks_to_its_renewal() -> None:
    history = [
        told("2023-03-10", "negotiating", **PROGRAMME),
        told("2023-05-12", "signed", "2023-05-11", instrument="agreement", **PROGRAMME),
        told("2023-09-20", "launched", "2023-09-18", **PROGRAMME),
        told("2026-09-21", "renewed", "2026-09-18", **PROGRAMME),
    ]
    assert rules(*history) == [["first", "progress", "progress", "renewal"]]


def test_one_act_told_by_both_sides_sites_is_one_agreement() -> None:
    mine = told("2023-05-10", "signed", "2023-05-09", instrument="memorandum")
    theirs = told("2023-05-11", "signed", "2023-05-08/2023-05-10", instrument="memorandum", source_id="cn")
    assert rules(mine, theirs) == [["first", "same-act"]]


def test_sites_may_differ_by_a_day_but_one_site_does_not_contradict_itself() -> None:
    mine = told("2023-07-31", "signed", "2023-07-27")
    other_site = told("2023-08-01", "signed", "2023-07-28", source_id="ke")
    same_site = told("2023-08-01", "signed", "2023-07-28")
    assert rules(mine, other_site) == [["first", "same-act"]]
    assert rules(mine, same_site) == [["first"], ["first"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            told("2023-05-10", "signed", "2023-05-09"), told("2024-06-10", "signed", "2024-06-07"), id="days of signing"
        ),
        pytest.param(
            told("2024-02-27", "launched", "2024-02-26", type="office"),
            told("2025-10-02", "launched", "2025-10-01", type="office"),
            id="days of opening",
        ),
        pytest.param(
            told("2023-05-10", "signed", **INSTITUTE),
            told("2023-05-12", "signed", type="unit", subject="Laboratory of Silicon Photonics"),
            id="named objects",
        ),
        pytest.param(
            told("2023-05-10", "signed", instrument="memorandum"),
            told("2023-05-30", "signed", instrument="agreement"),
            id="documents",
        ),
        pytest.param(told("2023-05-10", "signed"), told("2023-05-10", "signed", sides=("ur", "ku")), id="sides"),
        pytest.param(
            told("2023-05-10", "ended", "2023-04"),
            told("2026-05-10", "signed", "2026-05-09"),
            id="signed after its end",
        ),
        pytest.param(
            told("2020-05-10", "negotiating"), told("2024-05-10", "signed", "2024-05-09"), id="talks of years ago"
        ),
        pytest.param(
            told("2023-06-20", "signed", "2023-06-19"),
            told("2023-06-21", "in_force", "2005"),
            id="an older one recalled",
        ),
    ],
)
def test_what_differs_in_this_is_never_joined(one: Report, other: Report) -> None:
    assert rules(one, other) == [["first"], ["first"]]


def test_background_joins_the_agreement_that_it_recalls() -> None:
    memorandum = told("2023-05-10", "signed", "2023-05-09", instrument="memorandum")
    agreement = told("2024-11-13", "signed", "2024-11-12", instrument="agreement")
    recalled = told("2025-09-18", "in_force", "2024-11", instrument="agreement")
    assert rules(memorandum, agreement, recalled) == [["first"], ["first", "recalled"]]


def test_background_that_fits_two_agreements_alike_joins_none_and_asks() -> None:
    one = told("2023-05-10", "signed", "2023-05-09")
    other = told("2024-11-13", "signed", "2024-11-12")
    linked = link([one, other, told("2025-09-18", "in_force")])
    assert len(linked.strands) == 3
    assert proposed(linked) == [("standing", 0.5), ("standing", 0.5)]


def test_a_partnership_that_is_only_said_to_stand_is_one_however_often_it_is_said() -> None:
    memorandum = told("2020-05-10", "signed", "2020-05-09", instrument="memorandum")
    often = [told(f"202{year}-03-01", "in_force") for year in range(1, 5)]
    other = told("2020-06-10", "signed", "2020-06-09", instrument="contract")
    assert [len(basis) for basis in rules(memorandum, other, *often)] == [1, 1, 4]
    named = told("2025-03-01", "in_force", instrument="contract")
    assert [len(basis) for basis in rules(memorandum, other, named)] == [1, 2]


def test_an_undated_article_joins_by_the_day_of_what_it_tells() -> None:
    dated = told("2023-05-10", "signed", "2023-05-09")
    undated = told(None, "signed", "2023-05-09", source_id="cn")
    assert sorted(rules(undated, dated)[0]) == ["first", "same-act"]
    assert rules(dated, told(None, "signed")) == [["first"], ["first"]]


def test_two_arrangements_of_one_text_stay_two_but_a_step_recalled_beside_the_news_joins_it() -> None:
    agreed = told("2024-11-04", "agreed", "2024-10-22")
    signed = told("2025-06-05", "signed", "2025-06-03", article_id="a")
    recalled = told("2025-06-05", "in_force", "2024-10", article_id="a", evidence_start=9)
    assert rules(agreed, signed, recalled) == [["first", "progress", "recalled"]]
    assert rules(signed, told("2025-06-05", "planned", article_id="a")) == [["first"], ["first"]]


def test_a_document_is_only_proposed_for_the_programme_that_it_may_be_about() -> None:
    document = told("2024-11-13", "signed", "2024-11-12", instrument="agreement")
    programme = told("2024-11-14", "signed", "2024-11-12", instrument="agreement", source_id="cn", **PROGRAMME)
    linked = link([document, programme])
    assert len(linked.strands) == 2
    assert proposed(linked) == [("other-type", 0.8)]


def test_an_alliance_and_its_member_are_one_membership_whatever_the_words() -> None:
    sides = {"type": "membership", "sides": ("hsh", "oha")}
    considered = told("2023-12-15", "negotiating", subject="Open Horizons Alliance", **sides)
    applied = told("2025-03-14", "planned", subject="membership in", **sides)
    joined = told("2025-07-02", "launched", "2025-07-01", subject="new members", **sides)
    assert rules(considered, applied, joined) == [["first", "progress", "progress"]]


def test_a_project_told_by_one_partner_with_fewer_sides_joins_if_its_name_does() -> None:
    project = {"type": "project", "subject": "solar drying of mangoes"}
    whole = told("2023-11-20", "launched", "2023-11-20", sides=("hsh", "ku", "ur"), **project)
    part = told("2023-11-22", "launched", sides=("ku", "hsh"), source_id="ke", **project)
    assert rules(whole, part) == [["first", "same-news"]]
    vague = told("2023-11-22", "launched", sides=("ku", "hsh"), type="project", source_id="ke")
    assert proposed(link([whole, vague])) == [("other-sides", 0.55)]


def test_the_unit_that_is_founded_is_no_side_of_its_founding() -> None:
    names = {**NAMES, "institute": "Joint Institute of Power Engineering"}
    with_it = told("2024-09-04", "launched", "2024-09-03", sides=("institute", "ur", "lut"), **INSTITUTE)
    assert names["institute"]
    assert rules(told("2024-03-28", "agreed", **INSTITUTE), with_it) == [["first", "progress"]]


def test_the_order_in_which_reports_are_met_does_not_matter() -> None:
    history = [
        told("2023-03-10", "negotiating", **PROGRAMME),
        told("2023-05-12", "signed", "2023-05-11", **PROGRAMME),
        told("2023-05-12", "signed", "2023-05-11", source_id="cn", **PROGRAMME),
        told("2023-09-20", "launched", "2023-09-18", **PROGRAMME),
    ]
    found = {repr(rules(*order)) for order in permutations(history)}
    assert len(found) == 1


def test_a_copy_joins_the_report_of_its_original_whoever_it_takes_for_the_sides() -> None:
    original = told("2024-05-06", "signed", "2024-05-05", article_id="a", evidence="The University signed.")
    mirror = told("2024-05-08", "signed", "2024-05-05", article_id="b", evidence="The university signed.",
                  sides=("hsh", "lut"), source_id="de")  # fmt: skip
    assert rules(original, mirror) == [["first"], ["first"]]
    linked = link([mirror, original], copies={"b": "a"})
    assert [strand.basis for (strand,) in linked.strands] == [["first", "copy"]]
    rows = agreement_rows(linked, copies={"b": "a"}, names=NAMES, countries={"ur": "PT", "lut": "CN"})
    (agreement,) = rows["agreements"]
    assert (agreement["reports"], agreement["articles"]) == (1, 1)
    assert agreement["parties"] == "University of Ribeira · Linjiang University of Technology"
    assert agreement["countries"] == "CN PT"
    assert [row["duplicate_of"] for row in rows["agreement_reports"]] == [None, "a"]


def summary(*reports: Report) -> dict[str, object]:
    rows = agreement_rows(link(reports), copies={}, names=NAMES, countries={})
    (agreement,) = rows["agreements"]
    return agreement


def test_an_agreement_says_what_its_reports_together_say() -> None:
    talks = told("2023-03-10", "negotiating", type="programme", subject="double degree")
    signed = told("2023-05-12", "signed", "2023-05-11", instrument="agreement", **PROGRAMME)
    started = told("2023-09-20", "launched", "2023-09", **PROGRAMME)
    late = told("2023-09-25", "signed", "2023-05", **PROGRAMME)
    found = summary(started, late, signed, talks)
    assert found["id"] == talks.event_id
    assert {
        key: found[key] for key in ("status", "date", "instrument", "first_report", "latest_report", "reports")
    } == {
        "status": "launched",
        "date": "2023-05-11",
        "instrument": "agreement",
        "first_report": "2023-03-10",
        "latest_report": "2023-09-25",
        "reports": 4,
    }
    assert found["subject"] == PROGRAMME["subject"]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["planned", "negotiating", "signed"], "signed"),
        (["signed", "ended"], "ended"),
        (["ended", "renewed"], "renewed"),
        (["renewed", "ended"], "renewed"),  # within days: it is the old term that has run out
        (["ended", "in_force"], "ended"),
    ],
)
def test_a_report_of_less_does_not_set_an_agreement_back(statuses: list[str], status: str) -> None:
    from pipelines.linking.rows import _agreement

    reports = [told(f"2024-05-{day:02}", told_status) for day, told_status in enumerate(statuses, 1)]
    assert _agreement(reports)["status"] == status


def test_corrections_join_what_the_rules_hold_apart_and_part_what_they_join() -> None:
    one, other = told("2023-05-10", "signed", "2023-05-09"), told("2024-06-10", "signed", "2024-06-07")
    pair = [(one.event_id, other.event_id)]
    linked = link([one, other], joined=pair)
    rows = agreement_rows(linked, copies={}, names=NAMES, countries={}, joined=pair)
    assert [row["basis"] for row in rows["agreement_reports"]] == ["first", "corrected"]
    again = told("2023-05-11", "signed", "2023-05-09", source_id="cn")
    assert rules(one, again) == [["first", "same-act"]]
    assert rules(one, again, apart=[(again.event_id, one.event_id)]) == [["first"], ["first"]]


def test_a_join_that_another_correction_forbids_is_told() -> None:
    one, other = told("2023-05-10", "signed", "2023-05-09"), told("2024-06-10", "signed", "2024-06-07")
    pair = (one.event_id, other.event_id)
    linked = link([one, other], joined=[pair], apart=[pair])
    assert (len(linked.strands), linked.refused) == (2, [pair])


def test_a_decided_proposal_stays_with_its_decision() -> None:
    document = told("2024-11-13", "signed", "2024-11-12", instrument="agreement")
    programme = told("2024-11-14", "signed", "2024-11-12", instrument="agreement", source_id="cn", **PROGRAMME)
    pair = [(document.event_id, programme.event_id)]
    for more, decided in (({}, None), ({"joined": pair}, "confirmed"), ({"apart": pair}, "refused")):
        linked = link([document, programme], **more)
        rows = agreement_rows(linked, copies={}, names=NAMES, countries={}, **more)
        assert [(row["a"], row["b"], row["decided"]) for row in rows["proposals"]] == [(*pair[0], decided)]
