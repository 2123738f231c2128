"""Which events a review draws."""

import pytest

from pipelines.reviewing.drawing import allocate, draw, stratum_of

SIZES = {"few": 3, "some": 200, "most": 5000}
MEANS = {"few": 0.3, "some": 0.5, "most": 0.8}
EVENTS = [(f"{number:016x}", (number % 1000) / 1000) for number in range(3000)]


@pytest.mark.parametrize(("confidence", "name"), [
    (0, "up to 0.5"), (0.5, "up to 0.5"), (0.501, "above 0.5 to 0.6"), (0.1 + 0.2 + 0.3, "above 0.5 to 0.6"),
    (0.8, "above 0.7 to 0.8"), (0.85, "above 0.8"), (1, "above 0.8"),
])  # fmt: skip
def test_strata_are_the_bands_of_the_guide(confidence: float, name: str) -> None:
    assert stratum_of(confidence) == name


def test_each_stratum_has_a_tenth_at_least_and_the_rest_goes_where_it_helps_most() -> None:
    assert allocate(100, SIZES, MEANS) == {"few": 3, "some": 10, "most": 87}
    # A share near one half needs more than one near the edge.
    assert allocate(100, {"a": 500, "b": 500}, {"a": 0.5, "b": 0.98}) == {"a": 78, "b": 22}


def test_what_is_drawn_is_what_was_asked_for_and_never_more_than_there_is() -> None:
    for number in range(10, 300, 7):
        given = allocate(number, SIZES, MEANS)
        assert sum(given.values()) == number
        assert all(0 < given[name] <= SIZES[name] for name in SIZES)
    assert allocate(10_000, SIZES, MEANS) == SIZES


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    once = draw(EVENTS, 60, 7)
    assert draw(reversed(EVENTS), 60, 7) == once
    assert len({event.id for event in once}) == 60
    assert len({event.id for event in once} & {event.id for event in draw(EVENTS, 60, 8)}) < 10


def test_a_record_that_has_grown_gives_most_of_the_same_again() -> None:
    before = {event.id for event in draw(EVENTS[:2800], 60, 7)}
    assert len(before & {event.id for event in draw(EVENTS, 60, 7)}) > 50


def test_whoever_judges_the_first_half_has_judged_half_of_each_stratum() -> None:
    drawn = draw(EVENTS, 400, 7)
    for name in {event.stratum for event in drawn}:
        places = [place for place, event in enumerate(drawn) if event.stratum == name]
        assert 0.35 < sum(place < 200 for place in places) / len(places) < 0.65


def test_every_event_of_a_stratum_is_drawn_equally_often() -> None:
    drawn = [event.id for seed in range(300) for event in draw(EVENTS[:40], 10, seed)]
    assert all(45 < drawn.count(id) < 110 for id, _ in EVENTS[:40])
    assert {event.size for event in draw(EVENTS[:40], 10, 1)} == {40}
