"""Look up in the ledger what a question asks for, and the passages in which that stands."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.ledger.agreement import Agreement, Wanted, agreement
from assistant.statements import Context
from ingest.commitments.commitment import Commitment
from ingest.passage import Passage
from vectorstore.catalog import Catalog
from vectorstore.ledger import Filter
from vectorstore.question_words import Weigher

# Of more documents than these, only those are looked through of which search found passages.
_FEW = 40
_KEPT = 60
_LIKE = 0.1


class Match(NamedTuple):
    """A commitment that may be what is asked for, in its passage; `alone` tells that no other figure fits as well."""

    agreement: Agreement
    passage: Passage
    alone: bool


class Ledger:
    """The commitments of a store as answering looks at them."""

    def __init__(self, catalog: Catalog, weigher: Weigher, documents: Collection[str]) -> None:
        self._catalog = catalog
        self._weigher = weigher
        self._documents = frozenset(documents)
        self._rows: dict[str, list[Commitment]] = {}

    def best(self, context: Context) -> Match | None:
        """Return the commitment that fits a question best, None where none may."""
        wanted = Wanted.of(context)
        if not wanted.sought.total:
            return None
        found = [
            one
            for document in self._scope(context)
            for row in self._of(document)
            if wanted.takes(row) and (one := agreement(row, wanted, self._weigher))
        ]
        if not found:
            return None
        boosts = context.understanding.boosts if not context.years else {}
        ranked = sorted(found, key=lambda one: (-one.order - 0.02 * boosts.get(one.row.document, 0.0), one.row.id))
        best = ranked[0]
        passage = self._passage(best.row)
        return Match(best, passage, _alone(best, ranked[1:])) if passage else None

    def _scope(self, context: Context) -> Sequence[str]:
        understood, side = context.understanding, context.side
        allowed = side.documents if side and side.documents is not None else understood.documents
        documents = self._documents if allowed is None else self._documents & allowed
        if len(documents) > _FEW:
            return [one for one in dict.fromkeys(hit.passage.document for hit in context.retrieved) if one in documents]
        return sorted(documents)

    def _of(self, document: str) -> list[Commitment]:
        if document not in self._rows:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            self._rows[document] = self._catalog.commitments(Filter(documents=[document])).commitments
        return self._rows[document]

    def _passage(self, row: Commitment) -> Passage | None:
        inside = self._catalog.passages_of(row.document)
        return next((one for one in inside if one.start <= row.start and row.end <= one.end), None)


def _alone(best: Agreement, others: Sequence[Agreement]) -> bool:
    """Tell whether no other figure for the same thing comes near the best one; the same figure again backs it."""
    return not any(
        best.order - other.order < _LIKE and other.row.base_number != best.row.base_number for other in others
    )
