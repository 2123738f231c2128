"""When a listing's word on the last change is news."""

import pytest

from pipelines.pages import is_later


@pytest.mark.parametrize(
    ("modified", "known", "later"),
    [
        ("2024-05-07", "2024-05-06", True),
        ("2024-05-06", "2024-05-06", False),
        ("2024-05-06", "2024-05-07", False),
        ("2024-05-06T12:00:00+02:00", "2024-05-06T11:00:00+02:00", True),
        ("2024-05-06T12:00:00+02:00", "2024-05-06T11:00:00Z", False),
        ("2024-05-06T12:00:00+02:00", "2024-05-06", False),
        ("2024-05-07", "2024-05-06T23:00:00Z", True),
        ("Revision 8", "Revision 7", True),
        ("Revision 7", "Revision 7", False),
    ],
)
def test_only_a_later_change_is_read_again(modified: str, known: str, later: bool) -> None:
    assert is_later(modified, known) is later
