"""Training the reader: what it is shown, and that what is trained is what the program runs."""

import json
import re
from pathlib import Path
from random import Random

import numpy as np
import pytest

from assistant.evidence import unit_spans
from assistant.passage_reader.cloze import clozes, gaps
from assistant.passage_reader.examples import Asked, examples, read_questions
from assistant.passage_reader.network import Network

TEXT = "青石镇建于1382年，因为一座桥得名。镇上有三座石桥，最长的石桥长48米。桥由石匠周大年主持修建，用了六年才完工。"
QUESTIONS = [("青石镇建于哪一年？", "1382年"), ("最长的石桥有多长？", "48米"), ("桥由谁主持修建？", "周大年")]


def _asked() -> list[Asked]:
    return [Asked(question, TEXT, (answer,), TEXT.index(answer)) for question, answer in QUESTIONS]


def test_questions_are_read_with_the_place_of_their_answer(tmp_path: Path) -> None:
    path = tmp_path / "q.json"
    answers = [{"text": "48米", "answer_start": 0}, {"text": "48米", "answer_start": 0}]
    paragraph = {"context": TEXT, "qas": [{"id": "1", "question": "多长？", "answers": answers}]}
    path.write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}), encoding="utf-8")
    assert list(read_questions(path)) == [Asked("多长？", TEXT, ("48米",), TEXT.index("48米"))]


def test_examples_point_at_the_words_of_the_answer() -> None:
    for item, example in zip(_asked(), examples(_asked()), strict=True):
        shown = "".join(example.passage.texts[example.start : example.end + 1])
        assert item.answers[0] in shown
        assert example.right.sum() == 1


def test_a_gap_asks_for_what_stood_there() -> None:
    sentence = unit_spans(TEXT)[0]
    found = gaps(TEXT[sentence.start : sentence.end], Random(1))
    kinds = {TEXT[gap.start : gap.end]: gap.kind for gap in found}
    assert kinds["1382年"] == "year"
    made = list(clozes([TEXT], 80, Random(2)))
    assert made
    for item in made:
        assert TEXT[item.start :].startswith(item.answers[0])
        assert re.search("[谁哪何几]|什么|多少|怎样", item.question)


def test_the_program_runs_what_was_trained() -> None:
    torch = pytest.importorskip("torch")
    from assistant.passage_reader.layers import fresh_weights, loss, values
    from assistant.passage_reader.train import batch
    from assistant.passage_reader.words import alphabet
    from vectorstore.embed import bundled

    torch.manual_seed(3)
    directions = torch.from_numpy(bundled().directions(np.arange(len(bundled().vocabulary()), dtype=np.int32)))
    vectors = torch.cat([torch.zeros(1, directions.shape[1]), directions])
    weights = fresh_weights(len(alphabet()), directions.shape[1], 16)
    given = list(examples(_asked()))
    together = batch(given)
    found = values(weights, vectors, together)
    assert loss(found, together).item() > 0
    network = Network({name: weight.detach().numpy() for name, weight in weights.items()})
    for place, example in enumerate(given):
        read = network.read(example.question, example.passage, example.found)
        words = len(example.passage.texts)
        assert np.allclose(read.starts, found.starts[place, :words].detach().numpy(), atol=1e-3)
        count = len(example.right)
        both = (found.whole[place].log_softmax(0) + found.first[place].log_softmax(0))[:count].detach().numpy()
        assert np.allclose(read.sentences, both, atol=1e-2)


def test_training_learns_what_it_is_shown() -> None:
    pytest.importorskip("torch")
    from assistant.passage_reader.train import train

    given = list(examples(_asked())) * 40
    network = Network({name: weight.numpy() for name, weight in train(given, (), 8).items()})
    for example in given[:3]:
        read = network.read(example.question, example.passage, example.found)
        assert example.right[read.sentences.argmax()]


def test_the_list_of_characters_holds_the_frequent_ones_with_one_for_all_digits() -> None:
    from assistant.passage_reader.characters import frequent_characters

    found = frequent_characters(["建设桥梁2座" * 5, "罕"])
    assert set(found) == set("建设桥梁座0")
