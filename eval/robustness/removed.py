"""Questions whose document is taken away: what is left must not be made into an answer."""

from collections.abc import Iterator, Mapping, Sequence

from eval.authoring.places import unheld
from eval.cases import Case
from ingest.passage import Document


def without(documents: Sequence[Document], names: Sequence[str]) -> list[Document]:
    """Return the documents but some."""
    return [document for document in documents if document.id not in names]


def orphaned(cases: Sequence[Case], documents: Sequence[Document]) -> Iterator[tuple[str, list[Case]]]:
    """Yield each document with the cases that only it answers, made unanswerable.

    Left out are cases of several documents, and those whose facts another document holds, too.
    """
    by_name: Mapping[str, Document] = {document.id: document for document in documents}
    for name in by_name:
        others = [passage for document in without(documents, [name]) for passage in document.passages]
        found = [
            _unanswerable(case)
            for case in cases
            if case.answerable and case.docs == (name,) and len(unheld(case, others)) == len(case.wanted)
        ]
        if found:
            yield name, found


def _unanswerable(case: Case) -> Case:
    facts = tuple(wordings[0] for wordings in case.wanted)
    nothing: dict[str, object] = dict.fromkeys(
        ("answers", "also_accept", "must_all", "docs", "evidence", "alt_evidence"), ()
    )
    return case.model_copy(update={**nothing, "answerable": False, "trap_wrong": facts})
