"""Say why a case failed, in words for people who have seen neither the code nor the plans."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.answer import Citation, RetrievedPassage
from eval.canonical import says
from eval.cases import Case
from eval.measures.citations import citation_right
from eval.measures.facts import LONGEST, missing_facts, traps_in
from eval.measures.refusals import answers
from eval.measures.relevance import documents_of
from eval.messages import failure_text, part
from eval.row import Row
from eval.score import Failure

# The code of a case that was not answered for a fault: no row, or an error in its place.
NO_ANSWER = "no_answer"
_SHOWN = 100
_FACTS_SHOWN = 4


class _Place(NamedTuple):
    """Where a fact was found: its rank, 0 for none, and the place in words."""

    rank: int
    place: str


def failures_of(case: Case, row: Row | None) -> tuple[Failure, ...]:
    """Return why a case failed, nothing for one that passed."""
    if row is None:
        return (_failure("no_row", NO_ANSWER),)
    if row.error is not None:
        return (_failure(NO_ANSWER, error=_short(row.error)),)
    if not case.answerable:
        return tuple(_answered_without_need(case, row))
    if not answers(row.status):
        return (_refusal(case, row),)
    missing = missing_facts(row.answer, case.wanted, says)
    if missing:
        return (_wrong(case, row, missing),)
    return tuple(_flaws(case, row))


def _failure(text_code: str, counted_as: str = "", **values: object) -> Failure:
    text = failure_text(text_code, **values)
    return Failure(code=counted_as or text_code, zh=text.zh, en=text.en)


def _answered_without_need(case: Case, row: Row) -> Iterable[Failure]:
    if not answers(row.status):
        return
    traps = traps_in(row.answer, case.trap_wrong, ())
    if traps:
        yield _failure("trap_unanswerable", trap=traps[0], got=_short(row.answer))
    else:
        yield _failure("answered_unanswerable", got=_short(row.answer))


def _refusal(case: Case, row: Row) -> Failure:
    expected = _expected(case)
    if row.status == "error_model":
        return _failure("model_error", expected=expected)
    if row.status.startswith("declined"):
        reason = part(row.status)
        return _failure("declined", expected=expected, reason=reason.zh, reason_en=reason.en)
    found, got = _found(case, row.retrieved, case.wanted[0]), _short(row.answer)
    if found.rank:
        return _failure("refused_though_found", expected=expected, rank=found.rank, place=found.place, got=got)
    if not row.retrieved:
        return _failure("refused_without_search", expected=expected, got=got)
    return _failure("refused_not_retrieved", expected=expected, count=len(row.retrieved), got=got)


def _wrong(case: Case, row: Row, missing: Sequence[str]) -> Failure:
    """Explain an answer without the expected fact by the first step at which it was lost."""
    expected, got = _expected(case), _short(row.answer)
    lost = next(wordings for wordings in case.wanted if wordings[0] == missing[0])
    found = _found(case, row.retrieved, lost)
    traps = traps_in(row.answer, case.trap_wrong, case.wanted)
    if traps:
        return _failure("answered_with_trap", expected=expected, trap=traps[0], got=got)
    if len(missing) < len(case.wanted):
        where = part("missing_found", rank=found.rank) if found.rank else part("missing_not_found")
        counts = {"total": str(len(case.wanted)), "count": str(len(missing))}
        return _failure("incomplete", missing=_listed(missing), got=got, where=where.zh, where_en=where.en, **counts)
    if not found.rank:
        return _failure("not_retrieved", expected=expected, count=len(row.retrieved), got=got)
    wanted = documents_of(case)
    cited = [citation for citation in row.citations if citation.document in wanted]
    if any(says(citation.text, wording) for citation in cited for wording in lost):
        return _failure("other_sentence", expected=expected, rank=found.rank, got=got)
    if not cited:
        return _failure("other_document", expected=expected, rank=found.rank, got=got, **_documents(row, wanted))
    return _failure("other_passage", expected=expected, rank=found.rank, place=found.place, got=got)


def _flaws(case: Case, row: Row) -> Iterable[Failure]:
    """Yield what is wrong with an answer that holds every fact."""
    expected = _expected(case)
    if len(row.answer) > LONGEST:
        yield _failure("too_long", expected=expected, length=len(row.answer), limit=LONGEST)
    if citation_right(case, row.citations) or citation_right(case, row.citations, says):
        return
    wanted = documents_of(case)
    if not row.citations:
        yield _failure("uncited", expected=expected)
    elif not any(citation.document in wanted for citation in row.citations):
        yield _failure("cited_other_document", expected=expected, **_documents(row, wanted))
    else:
        places = [_place(citation) for citation in row.citations if citation.document in wanted]
        yield _failure("cited_without_fact", expected=expected, place="; ".join(dict.fromkeys(places)))


def _found(case: Case, passages: Sequence[RetrievedPassage], wordings: Sequence[str]) -> _Place:
    documents = documents_of(case)
    for rank, passage in enumerate(passages, 1):
        if passage.document in documents and any(says(passage.text, wording) for wording in wordings):
            return _Place(rank, _place(passage))
    return _Place(0, "")


def _place(passage: RetrievedPassage | Citation) -> str:
    return " / ".join([passage.title, *passage.section[-1:]])


def _expected(case: Case) -> str:
    return _listed([wordings[0] for wordings in case.wanted])


def _listed(facts: Sequence[str]) -> str:
    more = "……" if len(facts) > _FACTS_SHOWN else ""
    return "”“".join(facts[:_FACTS_SHOWN]) + more


def _documents(row: Row, wanted: Iterable[str]) -> dict[str, str]:
    """Return the documents a case wants and those an answer cites, by title where the row tells it."""
    titles = {passage.document: passage.title for passage in row.retrieved}
    titles |= {citation.document: citation.title for citation in row.citations}
    cited = dict.fromkeys(citation.document for citation in row.citations)
    both = {"wanted": sorted(wanted), "cited": cited or ["-"]}
    return {side: ", ".join(titles.get(name, name) for name in names) for side, names in both.items()}


def _short(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
