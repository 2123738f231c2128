"""Rules and the model's names, weighed against each other."""

import pytest
import spacy
from spacy.tokens import Span

from extract import trust
from extract.looks import LOOKS
from extract.trust import Claim, Entity, entities_of, model_claims, state, weighed

TEXT = "The Lake Institute of Merrow met at Bolt Works."
TABLE = """\
label,rule,state,right,seen
ORG,organisation.shape,same,90,100
ORG,organisation.shape,wider,20,100
ORG,organisation.shape,alone,70,100
ORG,organisation.shape,other,10,100
ORG,model.head,narrower,80,100
ORG,model.named,alone,80,100
ORG,model.capitals,alone,10,100
"""
SHAPE = Claim(4, 28, "organisation.shape")


@pytest.fixture(autouse=True)
def table(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("lexicons")
    (folder / "trust.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(trust, "FOLDER", folder)
    for cached in (trust._table, trust._trust):
        cached.cache_clear()
        monkeypatch.setattr(trust, cached.__name__, cached.__wrapped__)


@pytest.mark.parametrize(
    ("others", "stands"),
    [
        ([(4, 28, "ORG")], "same"),
        ([(4, 18, "ORG")], "wider"),
        ([(4, 18, "ORG"), (22, 28, "ORG")], "wider"),
        ([(0, 28, "ORG")], "narrower"),
        ([(9, 34, "ORG")], "crossed"),
        ([(22, 28, "LOC")], "other"),
        ([(4, 18, "ORG"), (22, 28, "LOC")], "wider"),
        ([(36, 46, "ORG")], "alone"),
    ],
)
def test_a_claim_stands_to_those_of_the_other_side(others: list[tuple[int, int, str]], stands: str) -> None:
    assert state(SHAPE[:2], "ORG", others) == stands


def kept(*entities: Entity) -> list[tuple[int, int, str]]:
    return [claim[:3] for claim in weighed(TEXT, "ORG", [SHAPE], list(entities))]


def test_where_the_boundaries_differ_who_was_right_more_often_has_them() -> None:
    assert kept(Entity(4, 18, "ORG")) == [(4, 18, "model.head")]


def test_what_only_one_side_found_holds_if_such_names_were_mostly_right() -> None:
    assert kept(Entity(36, 46, "ORG")) == [SHAPE[:3], (36, 46, "model.named")]
    assert kept(Entity(0, 3, "ORG")) == [SHAPE[:3]]


def test_a_rule_is_believed_less_but_not_given_up_where_the_model_says_otherwise() -> None:
    (claim,) = weighed(TEXT, "ORG", [SHAPE], [Entity(4, 28, "PERSON")])
    assert claim[:3] == SHAPE[:3] and claim.trust == pytest.approx(0.1)


def test_trust_is_the_share_that_was_right_drawn_to_what_is_usual() -> None:
    (same,) = weighed(TEXT, "ORG", [SHAPE], [Entity(4, 28, "ORG")])
    assert same.trust == pytest.approx(0.9)
    (seldom,) = weighed(TEXT, "ORG", [SHAPE._replace(rule="organisation.new")], [Entity(4, 28, "ORG")])
    assert seldom.trust == pytest.approx(0.9)


def test_the_model_tells_the_look_of_its_names() -> None:
    entities = [Entity(4, 28, "ORG"), Entity(4, 8, "ORG"), Entity(36, 40, "PERSON")]
    assert [claim.rule for claim in model_claims(TEXT, entities, "ORG")] == ["model.head", "model.thing"]


def test_labels_of_other_pipelines_are_understood_and_none_is_not_nothing() -> None:
    doc = spacy.blank("en")("Oslo met Bo.")
    assert entities_of(doc) is None
    doc.ents = [Span(doc, 0, 1, label="GPE"), Span(doc, 2, 3, label="PER")]
    assert entities_of(doc) == [Entity(0, 4, "LOC"), Entity(9, 11, "PERSON")]


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("We met at [Merrow University].", "head"),
        ("They joined the [Blue Reef Programme].", "thing"),
        ("They won the [Blue Reef] award.", "thing"),
        ("It was a prize of [Zephyr] and Zephyr knew.", "repeated"),
        ("It was built by [Zephyr Robotika].", "named"),
        ("It was built by [ZRK].", "capitals"),
        ("Then [Zephyr Robotika] paid.", "plain"),
        ("[Ingrid Zephyr] paid.", "person"),
        ("[ZHAO Zephyrin] paid, then ZHAO Zephyrin left.", "person"),
        ("Prof. Zephyr came. [Zephyr] paid.", "person"),
        ("The [China-Africa] talks and other China-Africa talks.", "place"),
        ("GREAT [BLUE REEF]\nThen it rained.", "heading"),
        ("[ZEPHYRIA], 4 May - Then it rained.", "dateline"),
    ],
)
def test_what_only_the_model_found_is_judged_by_its_look(text: str, look: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert LOOKS["ORG"](text.replace("[", "").replace("]", ""), start, end) == look


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("Rector [Xoqand] spoke.", "told"),
        ("[Ingrid Xoqand] spoke.", "known"),
        ("[Xoqand Yrrep] spoke.", "words"),
        ("[Xoqand] spoke.", "word"),
        ("[Xoqand Prize] was given.", "thing"),
    ],
)
def test_people_are_judged_by_theirs(text: str, look: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert LOOKS["PERSON"](text.replace("[", "").replace("]", ""), start, end) == look
