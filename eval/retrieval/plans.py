"""Our own cases over documents that are already in a store: which passages hold which facts."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.answer import Turn
from eval.cases import Case
from eval.errors import MissingDocuments
from eval.matching import holds
from eval.retrieval.judged import Collection, Judged
from ingest.passage import Passage
from vectorstore.catalog import Catalog

_SHOWN = 3


def judge_cases(path: Path, cases: Sequence[Case], catalog: Catalog) -> Collection:
    """Return the answerable cases with the passages that hold their facts.

    Cases whose facts no passage of their documents holds are left out and counted. Raises MissingDocuments when the
    store lacks documents that the cases name.
    """
    asked = [case for case in cases if case.answerable]
    _check(path, asked, catalog)
    passages = cache(catalog.passages_of)
    judged = [_judge(case, [passage for name in case.docs for passage in passages(name)]) for case in asked]
    questions = tuple(question for question in judged if question.facts and all(question.facts))
    return Collection(path.stem, questions, main="facts", left_out=len(judged) - len(questions))


def _judge(case: Case, passages: Sequence[Passage]) -> Judged:
    """Grade each passage by how many facts it holds; wordings of one answer are one fact."""
    wanted = [[fact] for fact in case.must_all] or [[*case.answers, *case.also_accept]]
    facts = tuple(
        frozenset(passage.id for passage in passages if any(holds(passage.text, wording) for wording in wordings))
        for wordings in wanted
    )
    grades: dict[str, int] = {}
    for holders in facts:
        for passage in holders:
            grades[passage] = grades.get(passage, 0) + 1
    history = tuple(Turn(question=turn.q, answer=turn.a_hint) for turn in case.history)
    return Judged(case.id, case.type, case.question, grades, facts, history)


def _check(path: Path, cases: Sequence[Case], catalog: Catalog) -> None:
    held = {listed.id for listed in catalog.documents()}
    missing = sorted({name for case in cases for name in case.docs} - held)
    if missing:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        raise MissingDocuments(
            f"{path} asks about {', '.join(missing[:_SHOWN])}{more}, which the store does not hold (it holds {len(held)} "
            "documents); expected all of them under these names; name their folder with --documents, or a store that "
            "holds them with --store"
        )
