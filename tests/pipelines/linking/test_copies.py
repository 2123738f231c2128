"""A mirror is a copy; a text that tells the same in its own words is not."""

from pipelines.linking.copies import find_copies, likeness, shingles
from tests.pipelines.linking.telling import told

TEXT = " ".join(f"word{number} of the story that both sites print" for number in range(40)) + " They agree."
OTHER = " ".join(f"quite another tale number{number} about a visit" for number in range(40)) + " They agree."
NEARLY = TEXT.replace("word7 ", "WORD7, ").replace("word9 of", "word9 from")


def test_case_and_punctuation_make_no_difference() -> None:
    assert likeness(shingles("One, two; three four FIVE six."), shingles("one two three four five six")) == 1
    assert likeness(shingles("short"), shingles("Short!")) == 1


def copies(*texts: tuple[str, str, str]) -> dict[str, str]:
    """`texts`: (day, source, text); articles are called by their place."""
    reports = []
    for place, (day, source, _) in enumerate(texts):
        report = told(day, "signed", source_id=source, article_id=str(place))
        reports.append(
            type(report)(**{name: getattr(report, name) for name in report.__slots__} | {"version_id": place})
        )
    return find_copies(reports, lambda version_id: texts[version_id][2])


def test_a_text_printed_again_within_a_fortnight_or_by_the_same_site_is_a_copy() -> None:
    assert copies(("2024-05-06", "pt", TEXT), ("2024-05-08", "de", NEARLY)) == {"1": "0"}
    assert copies(("2024-05-06", "pt", TEXT), ("2024-09-08", "pt", NEARLY)) == {"1": "0"}
    assert copies(("2024-05-06", "pt", TEXT), ("2024-09-08", "de", NEARLY)) == {}


def test_the_same_sentence_in_another_text_makes_no_copy() -> None:
    assert copies(("2024-05-06", "pt", TEXT), ("2024-05-06", "de", OTHER)) == {}


def test_a_copy_of_a_copy_is_one_of_the_original() -> None:
    assert copies(("2024-05-06", "pt", TEXT), ("2024-05-07", "de", NEARLY), ("2024-05-08", "ke", TEXT)) == {
        "1": "0",
        "2": "0",
    }
