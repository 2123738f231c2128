"""When it happened and who signed, only where the text says so."""

import pytest

from tests.extract.marked import events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] signed a contract on [3 May|DATE=2024-05-03].", "2024-05-03"),
        ("[A] and [B] signed a contract.", None),
        ("Today, [A] and [B] signed a contract.", "2024-05-10"),
        ("[A] and [B] signed a contract, it was announced on [9 May|DATE=2024-05-09].", None),
        ("[A] and [B] signed a contract that is valid until [2027|DATE=2027].", None),
        ("On [3 May|DATE=2024-05-03] [A] received [B]. After the talks the two sides signed a contract.", "2024-05-03"),
        ("[A] and [B] signed a contract. The ceremony took place on [3 May|DATE=2024-05-03].", "2024-05-03"),
        ("[A] goes back to [1921|DATE=1921]. [A] and [B] signed a contract.", None),
        ("ROME, [9 May|DATE=2024-05-09] - Guests came. [A] and [B] signed a contract.", None),
        ("[A] and [B] plan to open a joint centre in [2026|DATE=2026].", "2026"),
        ("In [May|DATE=2024-05] [A] and [B] planned to open a joint centre.", None),
        ("The contract of [A] and [B], signed in [2014|DATE=2014], was prolonged.", None),
        ("[A] and [B] have had a contract since [2011|DATE=2011].", "2011"),
        ("On the morning of [3 May|DATE=2024-05-03] [A] and [B] signed a contract.", "2024-05-03"),
        ("ROME, [9 May|DATE=2024-05-09] - [A] and [B] signed a contract on [Monday|DATE=2024-05-06].", "2024-05-06"),
        ("ROME, [9 May|DATE=2024-05-09] - [A] and [B] signed a contract today.", "2024-05-09"),
        ("[A] and [B] signed a contract. That was not easy. The signing was on [3 May|DATE=2024-05-03].", "2024-05-03"),
        ("Rio de Janeiro, [9 May|DATE=2024-05-09] (Pr) - [A] and [B] signed a contract.", None),
        ("[A] received [B] on [3 May|DATE=2024-05-03]. The next day the two sides signed a contract.", "2024-05-04"),
        ("In [April|DATE=2024-04] [A] received [B]. The two sides signed a contract.", "2024-04"),
        ("A joint centre of [A] and [B] is planned for [2026|DATE=2026].", "2026"),
        ("[A] and [B] plan to open a joint centre. Lectures will start in [2026|DATE=2026].", "2026"),
        ("The contract of [A] and [B] was terminated. The termination took effect in [March|DATE=2024-03].", "2024-03"),
        ("There is a contract between [A] and [B]. It was signed in [2011|DATE=2011].", "2011"),
        ("[A] and [B] signed a contract for the period [2024-2026|DATE=2024/2026].", None),
        ("[A] and [B] signed a contract that runs from [1 July|DATE=2024-07-01].", None),
        ("[A] noted on [Monday|DATE=2024-05-06] that its contract with [B] has expired.", None),
        ("The contract of [2014|DATE=2014] of [A] with [B] was prolonged in [March|DATE=2024-03].", "2024-03"),
        ("The contract of [A] and [B] was terminated as of [31 March|DATE=2024-03-31].", "2024-03-31"),
    ],
)
def test_the_date_is_that_of_the_act(text: str, expected: str | None) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert event["date"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[3 May|DATE=2024-05-03] | Visitors\n[A] and [B] signed a contract.", "2024-05-03"),
        ("3. [3 May|DATE=2024-05-03], 11:00. Great Hall. [A] and [B] signed a contract.", "2024-05-03"),
        ("[3 May|DATE=2024-05-03]\nThe contract of [A] and [B] was cancelled.", "2024-05-03"),
        ("[10 May|DATE=2024-05-10]\n[A] and [B] signed a contract.", None),
        ("[3 May|DATE=2024-05-03]\nGuests came.\n\nThe contract of [A] and [B] was cancelled.", None),
    ],
)
def test_the_date_of_an_entry_is_that_of_its_acts(text: str, expected: str | None) -> None:
    news = "News of the office, which are told in short, come to all of our readers at the end of every week. " * 4
    text = f"{news}\n\n{text}".replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]")
    (event,) = events(text)
    assert event["date"] == expected


def test_news_in_the_perfect_tense_are_not_of_the_day_that_was_told_of_before() -> None:
    text = (
        "On [3 May|DATE=2024-05-03] guests came. [Alpha University] and [Beta University] have renewed their contract."
    )
    assert events(text)[0]["date"] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rector [Ivan|PERSON] of [A] and President [Li|PERSON] of [B] signed a contract.", ("Ivan", "Li")),
        ("A contract of [A] and [B] was signed by [Ivan|PERSON] and [Li|PERSON].", ("Ivan", "Li")),
        ("[A] and [B] signed a contract. The signatures are those of [Ivan|PERSON] and [Li|PERSON].", ("Ivan", "Li")),
        ("In the presence of Minister [Anna|PERSON], [Ivan|PERSON] signed a contract of [A] and [B].", ("Ivan",)),
        ("[A] and [B] signed a contract, [Ivan|PERSON] said.", ()),
        ("[Ivan|PERSON] of [A] and [Li|PERSON] of [B] put their names to a contract.", ("Ivan", "Li")),
        ("[Ivan|PERSON] signed a contract of [A] and [B] with [Anna|PERSON] as witness.", ("Ivan",)),
        ("[A] and [B] signed a contract.\nThose who signed:\n- [Ivan|PERSON], rector\n- [Li|PERSON]", ("Ivan", "Li")),
        ("[Ivan|PERSON] signed a contract of [A] and [B].\n\n[Li|PERSON] signed the guest book.", ("Ivan",)),
        (
            "Rector [Ivan|PERSON] met Rector [Li|PERSON]. [Anna|PERSON] came. "
            "The two rectors signed a contract of [A] and [B].",
            ("Ivan", "Li"),
        ),
        ("[Ivan|PERSON] of [A] and [Li|PERSON] of [B] discussed an agreement.", ()),
    ],
)
def test_people_are_those_who_signed(text: str, expected: tuple[str, ...]) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert event["people"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] signed a memorandum (MoU) with [B] on research in optics.", "research in optics"),
        ("[A] signed a contract with [B], Chile, to promote teaching, it was said.", "promote teaching"),
        ("[A] and [B] signed a memorandum for another five years.", None),
        ("[A] and [B] signed a memorandum in Uganda.", None),
        ("[A] and [B] signed a joint scientific research agreement.", "joint scientific research"),
        (
            "[A] and [B] signed an agreement on the creation of the [Centre of Optics].",
            "creation of the Centre of Optics",
        ),
    ],
)
def test_the_subject_is_told_behind_the_sides_or_by_the_name_of_the_document(text: str, expected: str | None) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert event["subject"] == expected
