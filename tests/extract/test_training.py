"""The recipe of the language model: its steps on tiny data; nothing is trained here."""

import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import spacy
import yaml
from spacy.language import Language
from spacy.tokens import DocBin

from extract.corpus import read_annotated
from extract.records import Extraction, Mention
from extract.training.scripts import augment, convert, docbins, package, trust
from extract.training.scripts.annotated import mentions, reference
from extract.training.scripts.filling import filled
from extract.training.scripts.names import Organisations, draw_person
from extract.training.scripts.texts import Entity, Text, read_texts, write_texts
from extract.training.scripts.treebanks import documents, read_sentences
from extract.training.scripts.tune import with_other_names

RECIPE = Path(augment.__file__).parents[1]

CONLLU = """\
# newdoc id = GUM_news_bridge
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tDo\tdo\tAUX\tVB\tMood=Imp\t0\troot\t_\t_
2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_
3\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\trained\train\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
2.1\tfell\tfall\tVERB\tVBD\t_\t_\t_\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = GUM_fiction_rain
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_

"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture
def organisations(tmp_path: Path) -> Organisations:
    names = {"education": "Lake University", "facility": "Rock Institute", "government": "Tax Office"}
    names |= {"company": "Bolt Works", "nonprofit": "Reef Trust", "healthcare": "Hill Clinic"}
    records = [{"names": [[name, ["ror_display"], "en"]], "types": [kind]} for kind, name in names.items()]
    records.append({"names": [["湖大学", ["label"], "zh"], ["LUX", ["acronym"], None]], "types": ["education"]})
    with gzip.open(tmp_path / "ror.json.gz", "wt", encoding="utf-8") as file:
        json.dump(records, file)
    return Organisations(tmp_path / "ror.json.gz")


def marked(text: Text) -> list[tuple[str, str]]:
    return [(text.text[entity.start : entity.end], entity.label) for entity in text.entities]


def test_tokens_are_written_as_running_text() -> None:
    words = ["The", "rector", "(", "Rossi", ")", "said", ",", '"', "We", "do", "n't", "know", ".", '"', "Then", "left"]
    assert convert.written(words) == 'The rector (Rossi) said, "We don\'t know." Then left'


def test_tags_with_and_without_b_give_the_same_entities() -> None:
    rows = [("Ann", "I-PER"), ("Lee", "I-PER"), ("of", "O"), ("Ghent", "I-LOC"), ("won", "O"), ("Emmy", "I-MISC")]
    without = convert.tagged_text("wikigold", rows)
    assert marked(without) == [("Ann Lee", "PERSON"), ("Ghent", "LOC")]
    with_b = [("Ann", "B-person"), ("Bo", "B-person"), ("Lee", "I-person")]
    assert marked(convert.tagged_text("crossner", with_b)) == [("Ann", "PERSON"), ("Bo Lee", "PERSON")]


def test_a_set_that_has_the_text_keeps_it() -> None:
    lines = "# newdoc id = a\n# text = Al-Noor opened.\n1\tAl\tB-ORG\n2\t-\tI-ORG\n3\tNoor\tI-ORG\n4\topened\tO\n5\t.\tO\n\n"
    (text,) = convert.read_uner(lines.splitlines(keepends=True))
    assert text.text == "Al-Noor opened."
    assert marked(text) == [("Al-Noor", "ORG")]


def test_clusters_of_mentions_become_entities_of_joined_sentences() -> None:
    document = {
        "sents": [["Kim", "left", "."], ["Seoul", "slept", "."]],
        "vertexSet": [
            [{"sent_id": 0, "pos": [0, 1], "type": "PER"}],
            [{"sent_id": 1, "pos": [0, 1], "type": "LOC"}, {"sent_id": 1, "pos": [1, 2], "type": "NUM"}],
        ],
    }
    (text,) = convert.read_docred([document])
    assert text.text == "Kim left. Seoul slept."
    assert marked(text) == [("Kim", "PERSON"), ("Seoul", "LOC")]


def test_only_active_organisations_are_taken_from_ror() -> None:
    name = {"value": "Lake University", "types": ["ror_display"], "lang": "en"}
    records = [{"names": [name], "types": ["education"], "status": status} for status in ("active", "withdrawn")]
    assert convert.ror_names(records) == [
        {"names": [["Lake University", ["ror_display"], "en"]], "types": ["education"]}
    ]


def test_texts_survive_the_file_and_labels_of_others_do_not(tmp_path: Path) -> None:
    text = Text("own", "Ann Lee read Emma.", (Entity(0, 7, "PERSON"), Entity(13, 17, "BOOK")))
    write_texts(tmp_path / "one.gz", [text])
    write_texts(tmp_path / "two.gz", [text])
    assert [marked(read) for read in read_texts(tmp_path / "one.gz")] == [[("Ann Lee", "PERSON")]]
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()


def test_dates_and_peoples_are_filled_in_beside_names() -> None:
    text = "French guests came to Bank of France on 3 May 2021."
    bank = text.index("Bank")
    own = Text("own", text, (Entity(bank, bank + len("Bank of France"), "ORG"), Entity(40, 45, "DATE")))
    assert marked(filled(own)) == [("French", "NORP"), ("Bank of France", "ORG"), ("3 May 2021", "DATE")]


def test_a_renamed_text_names_the_same_people_and_bodies_throughout(organisations: Organisations) -> None:
    text = "Ann Lee of Aalto met Bo. Lee thanked Aalto."
    spans = [(0, 7, "PERSON"), (11, 16, "ORG"), (21, 23, "PERSON"), (25, 28, "PERSON"), (37, 42, "ORG")]
    renamed = augment.renamed(Text("own", text, tuple(Entity(*s) for s in spans)), organisations, Random(3))
    names = marked(renamed)
    assert [label for _, label in names] == ["PERSON", "ORG", "PERSON", "PERSON", "ORG"]
    assert names[1] == names[4]
    assert names[0][0].casefold() != "ann lee"
    assert set(names[3][0].casefold().split()) <= set(names[0][0].casefold().split())


def test_people_of_a_seed_are_always_the_same() -> None:
    def draw() -> Iterator[str]:
        random = Random(5)
        return (draw_person(random).full for _ in range(200))

    drawn = list(draw())
    assert drawn == list(draw())
    assert len(set(drawn)) > 150


def test_every_template_can_be_filled_and_leaves_no_slot(organisations: Organisations) -> None:
    sentences = tomllib.loads(augment.TEMPLATES.read_text(encoding="utf-8"))["sentences"]
    for sentence in sentences:
        filler = augment.from_templates([sentence] * 3, organisations, 2, Random(1))
        for text in filler:
            assert not set(text.text) & set("{}"), sentence
            assert all(text.text[e.start : e.end].strip() for e in text.entities)


def test_entities_that_cut_a_token_are_unknown_not_absent(nlp: Language) -> None:
    doc = docbins.named_doc(nlp, Text("own", "Ghentbased Ann Lee", (Entity(0, 5, "LOC"), Entity(11, 18, "PERSON"))))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ann Lee", "PERSON")]
    assert [token.ent_iob_ for token in doc] == ["", "B", "I"]


def test_two_entities_may_cut_the_same_token(nlp: Language) -> None:
    doc = docbins.named_doc(nlp, Text("own", "GhentLyonParis met", (Entity(0, 5, "LOC"), Entity(5, 9, "LOC"))))
    assert [token.ent_iob_ for token in doc] == ["", "O"]


def test_a_treebank_becomes_documents_with_trees_and_the_text_as_it_was(nlp: Language) -> None:
    news, fiction = documents(read_sentences(CONLLU.splitlines()), nlp.vocab)
    assert news.text == "Don't! It rained. "
    assert [(t.text, t.head.text, t.dep_) for t in news][:2] == [("Do", "Do", "ROOT"), ("n't", "Do", "advmod")]
    assert [sentence.text for sentence in news.sents] == ["Don't!", "It rained."]
    assert [t.lemma_ for t in news][4] == "rain"
    assert not news.has_annotation("ENT_IOB")
    assert fiction.text.strip() == "Rain"


def test_genres_without_a_free_licence_are_left_out() -> None:
    assert {document for document, _ in read_sentences(CONLLU.splitlines(), ["news"])} == {"GUM_news_bridge"}


def test_training_files_hold_texts_and_treebanks(
    tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_texts(tmp_path / "texts.jsonl.gz", [Text("own", "Ann Lee left.", (Entity(0, 7, "PERSON"),))])
    with gzip.open(tmp_path / "ud_gum_train.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(CONLLU)
    out = tmp_path / "train.spacy"
    arguments = ["--texts", tmp_path / "texts.jsonl.gz", "--treebanks", tmp_path / "ud_gum_train.conllu.gz"]
    monkeypatch.setattr("sys.argv", ["docbins", *map(str, arguments), "--genres", "news voyage", "--out", str(out)])
    docbins.main()
    named, parsed = DocBin().from_disk(out).get_docs(nlp.vocab)
    assert [ent.text for ent in named.ents] == ["Ann Lee"]
    assert parsed.has_annotation("DEP") and not parsed.has_annotation("ENT_IOB")


def test_countries_of_the_corpus_are_places_and_come_back_as_countries(tmp_path: Path, nlp: Language) -> None:
    path = tmp_path / "x-001.md"
    about = "---\nid: x-001\norgs: {}\npeople:\n  lee: {name: Ann Lee}\nevents: []\n---\n"
    path.write_text(f"{about}[Ann Lee|PERSON=lee] left [Kenya|COUNTRY=KE] in [May|DATE=2021-05].\n", encoding="utf-8")
    doc = reference(nlp, read_annotated(path))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ann Lee", "PERSON"), ("Kenya", "LOC"), ("May", "DATE")]
    assert [(m.start, m.end, m.label) for m in mentions(doc.ents)] == [
        (0, 7, "PERSON"),
        (13, 18, "COUNTRY"),
        (22, 25, "DATE"),
    ]


def test_a_document_is_tuned_on_with_other_names_too(nlp: Language, organisations: Organisations) -> None:
    entities = (Entity(0, 8, "ORG"), Entity(17, 24, "PERSON"))
    doc = docbins.named_doc(nlp, Text("own", "Reef Lab thanked Ann Lee. Ann Lee left.", entities))
    other = with_other_names(nlp, doc, organisations, Random(3))
    assert [ent.label_ for ent in other.ents] == ["ORG", "PERSON"]
    assert "thanked" in other.text and not other.text.startswith("Reef Lab")


def test_trust_counts_who_was_right_where_rules_and_model_agree_and_where_not(tmp_path: Path) -> None:
    body = "[Merrow University|ORG=mu] met [Ann Lee|PERSON=lee] and Zephyr."
    about = "---\nid: x-001\norgs:\n  mu: {name: Merrow University}\npeople:\n  lee: {name: Ann Lee}\nevents: []\n---\n"
    (tmp_path / "x-001.md").write_text(f"{about}{body}\n", encoding="utf-8")
    gold = read_annotated(tmp_path / "x-001.md")
    model = spacy.blank("en")
    patterns = [("ORG", "Merrow University"), ("PERSON", "Lee"), ("ORG", "Zephyr")]
    model.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for label, text in patterns])
    ruled = Extraction("x-001", "rules", (Mention(0, 17, "ORG", rule="a"), Mention(22, 29, "PERSON", rule="b")))
    trust.write(trust.count([gold], [ruled], model), tmp_path / "trust.csv")
    assert (tmp_path / "trust.csv").read_text(encoding="utf-8").splitlines() == [
        "label,rule,state,right,seen",
        "ORG,a,same,1,1",
        "ORG,model.named,alone,0,1",
        "PERSON,b,wider,1,1",
        "PERSON,model.known-word,narrower,0,1",
    ]


def test_the_documents_that_trust_is_counted_on_are_there_and_not_all() -> None:
    ids = [path.stem for path in (RECIPE.parents[1] / "corpus" / "train").glob("*.md")]
    held = [id_ for id_ in ids if re.match(trust.HELD, id_)]
    assert 50 < len(held) < len(ids) / 2


def test_a_package_tells_its_licence_and_a_large_one_is_refused(
    tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp.to_disk(tmp_path / "tuned")
    package.package(tmp_path / "tuned", {"dev": {"ORG.f1": 0.5}}, tmp_path / "model", "1.2.3")
    meta = spacy.load(tmp_path / "model").meta
    assert (meta["name"], meta["version"], meta["license"]) == ("uniaccord", "1.2.3", "CC BY-SA 4.0")
    assert meta["performance"] == {"dev": {"ORG.f1": 0.5}}
    monkeypatch.setattr(package, "LARGEST", 10)
    with pytest.raises(package.PackageError, match="train a smaller pipeline"):
        package.package(tmp_path / "tuned", {}, tmp_path / "other", "1.2.3")
    assert not (tmp_path / "other").exists()


def test_a_package_holds_none_of_the_words_that_it_was_trained_on(tmp_path: Path) -> None:
    tuned = spacy.blank("en")
    tuned.add_pipe("tagger").add_label("NNX")
    tuned.vocab.strings.add("Xyzzyan")
    tuned.initialize()
    tuned.to_disk(tmp_path / "tuned")
    package.package(tmp_path / "tuned", {}, tmp_path / "model", "1.2.3")
    strings = json.loads((tmp_path / "model/vocab/strings.json").read_text(encoding="utf-8"))
    assert "NNX" in strings and "Xyzzyan" not in strings


def test_the_recipe_names_scripts_that_exist_and_no_set_with_a_closed_licence() -> None:
    recipe = yaml.safe_load((RECIPE / "project.yml").read_text(encoding="utf-8"))
    lines = [line.split() for command in recipe["commands"] for line in command["script"]]
    scripts = [words[2].rpartition(".")[2] for words in lines if words[2].startswith("extract.")]
    assert scripts and all((RECIPE / "scripts" / f"{script}.py").is_file() for script in scripts)
    assert {step for steps in recipe["workflows"].values() for step in steps} == {c["name"] for c in recipe["commands"]}
    assert "conll2003" not in convert.DOMAINS
