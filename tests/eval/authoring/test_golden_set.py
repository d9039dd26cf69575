"""The golden set is what it says: held by the digests and by the official texts, over every chapter and type."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.opening import open_for_answers
from assistant.settings import load
from eval.authoring.places import passages_of_place
from eval.authoring.validate import validate
from eval.cases import PERSONAS, TYPES, Case, kept_back, read_cases
from eval.golden import golden_set
from eval.matching import folded, holds
from vectorstore.catalog import Catalog

OFFICIAL = sorted((Path(__file__).parents[4] / "shared" / "plans" / "text").glob("*.txt"))
CASES = read_cases(golden_set())
_LONGEST_COPY = 20


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The digests as the program opens them where nothing was ingested."""
    opened = open_for_answers(load(store=tmp_path_factory.mktemp("golden") / "store"))
    assert opened.samples
    yield opened.store.catalog
    opened.store.close()


def test_the_sections_named_hold_every_fact(samples: Catalog) -> None:
    assert [problem.told("golden") for problem in validate(golden_set(), samples)] == []


def test_there_is_a_case_for_every_chapter(samples: Catalog) -> None:
    asked = {
        (passage.document, passage.section[:2])
        for case in CASES
        for place in case.evidence
        for passage in passages_of_place(place, case.docs, samples.passages_of)
    }
    chapters = Counter(
        (listed.id, passage.section[:2])
        for listed in samples.documents()
        for passage in samples.passages_of(listed.id)
        if len(passage.section) > 1
    )
    # What has one passage only is a heading with a sentence under it, now and then without anything to ask for.
    assert [chapter for chapter, passages in chapters.items() if passages > 1 and chapter not in asked] == []


def test_there_are_enough_of_every_type_document_and_persona() -> None:
    assert len(CASES) >= 250
    assert min(Counter(case.type for case in CASES)[kind] for kind in TYPES) >= 5
    assert min(Counter(case.persona for case in CASES)[persona] for persona in PERSONAS) >= 50
    documents = Counter(name for case in CASES for name in case.docs)
    assert len(documents) == 5
    assert min(documents.values()) >= 20
    assert {(case.set, case.version) for case in CASES} == {("golden", golden_set().stem.partition("-")[2])}


def test_about_half_of_every_larger_type_is_kept_back() -> None:
    for kind, count in Counter(case.type for case in CASES).items():
        if count >= 30:
            held = sum(kept_back(case.id) for case in CASES if case.type == kind)
            assert 0.3 < held / count < 0.7, kind


@cache
def _official() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in OFFICIAL}


@pytest.mark.skipif(not OFFICIAL, reason="the official texts are not here")
def test_the_official_texts_hold_every_fact() -> None:
    lost = [
        (case.id, wordings[0])
        for case in CASES
        for wordings in case.wanted
        if not any(holds(_official()[name], wording) for name in case.docs for wording in wordings)
    ]
    assert lost == []


@pytest.mark.skipif(not OFFICIAL, reason="the official texts are not here")
def test_nothing_is_copied_from_the_official_texts() -> None:
    texts = "\0".join(_bare(text) for text in _official().values())
    copied = [(case.id, text) for case in CASES for text in _written(case) if _copies(_bare(text), texts)]
    assert copied == []


def _copies(text: str, texts: str) -> bool:
    return any(text[at : at + _LONGEST_COPY] in texts for at in range(len(text) - _LONGEST_COPY + 1))


def _written(case: Case) -> Iterator[str]:
    yield from (case.question, case.notes, *case.answers, *case.also_accept, *case.must_all, *case.trap_wrong)
    for turn in case.history:
        yield from (turn.q, turn.a_hint)


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", folded(text))
