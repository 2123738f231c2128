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
    ],
)
def test_the_date_is_that_of_the_act(text: str, expected: str | None) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert event["date"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rector [Ivan|PERSON] of [A] and President [Li|PERSON] of [B] signed a contract.", ("Ivan", "Li")),
        ("A contract of [A] and [B] was signed by [Ivan|PERSON] and [Li|PERSON].", ("Ivan", "Li")),
        ("[A] and [B] signed a contract. The signatures are those of [Ivan|PERSON] and [Li|PERSON].", ("Ivan", "Li")),
        ("In the presence of Minister [Anna|PERSON], [Ivan|PERSON] signed a contract of [A] and [B].", ("Ivan",)),
        ("[A] and [B] signed a contract, [Ivan|PERSON] said.", ()),
        ("[Ivan|PERSON] of [A] and [Li|PERSON] of [B] discussed an agreement.", ()),
    ],
)
def test_people_are_those_who_signed(text: str, expected: tuple[str, ...]) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert event["people"] == expected
