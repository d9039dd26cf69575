"""Look up in the ledger what a question asks for, and the passages in which that stands."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.asked_measure import CHANGE_COMPARATORS
from assistant.ledger.agreement import Agreement, Judge
from assistant.ledger.read_row import ReadRow, read_row
from assistant.ledger.wanted import Wanted
from assistant.question_kind import Kind
from assistant.statements import LOOKED_AT, Context
from ingest.commitments.commitment import Commitment
from ingest.passage import Passage
from vectorstore.catalog import Catalog
from vectorstore.ledger import Filter
from vectorstore.question_words import Weigher
from vectorstore.retrieve import Retrieved

# Of more documents than these, only those are looked through of which search found passages.
_FEW = 40
_KEPT = 60
_LIKE = 0.1
_ROUNDED = 0.04


# So much of a question a commitment says, and a question of its subject, that it is taken before any sentence.
_SURE = (0.85, 0.85)
# The same where no sentence would do.
_LIKELY = (0.65, 0.7)


class Match(NamedTuple):
    """A commitment that may be what is asked for, in its passage; `alone` tells that no other figure fits as well."""

    agreement: Agreement
    key: int
    passage: Passage
    alone: bool

    @property
    def sure(self) -> bool:
        """Whether question and commitment say the same in nearly every word."""
        return self._reaches(_SURE)

    @property
    def likely(self) -> bool:
        """Whether question and commitment say much the same."""
        return self._reaches(_LIKELY)

    def among(self, retrieved: Sequence[Retrieved]) -> Retrieved:
        """Return the passage as search found it, or as good as its commitment fits where search did not."""
        fits = self.agreement.asked
        return next((hit for hit in retrieved if hit.key == self.key), Retrieved(self.key, self.passage, fits, fits))

    def _reaches(self, least: tuple[float, float]) -> bool:
        return self.alone and self.agreement.asked >= least[0] and self.agreement.named >= least[1]


class Ledger:
    """The commitments of a store as answering looks at them."""

    def __init__(self, catalog: Catalog, weigher: Weigher, documents: Collection[str]) -> None:
        self._catalog = catalog
        self._weigher = weigher
        self._documents = frozenset(documents)
        self._rows: dict[str, list[Commitment]] = {}
        self._reading: dict[str, ReadRow | None] = {}

    def best(self, context: Context, kind: Kind) -> Match | None:
        """Return the commitment that fits a question of a kind best, None where none may."""
        wanted = Wanted.of(context, kind, self._weigher)
        if not wanted.sought.total:
            return None
        judge = Judge(wanted, self._weigher)
        found = [
            one
            for document in self._scope(context)
            for row in self._of(document)
            if wanted.takes(row)
            and (read := self._read(row))
            and (one := judge.agreement(read, context.titles.get(document, "")))
        ]
        if not found:
            return None
        boosts = context.understanding.boosts if not context.years else {}
        ranked = sorted(found, key=lambda one: (-one.order - 0.02 * boosts.get(one.row.document, 0.0), one.row.id))
        best = ranked[0]
        place = self._place(best.row)
        return Match(best, *place, _alone(best, ranked[1:])) if place else None

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
                self._reading.clear()
            self._rows[document] = self._catalog.commitments(Filter(documents=[document])).commitments
        return self._rows[document]

    def _read(self, row: Commitment) -> ReadRow | None:
        if row.id not in self._reading:
            self._reading[row.id] = read_row(row)
        return self._reading[row.id]

    def _place(self, row: Commitment) -> tuple[int, Passage] | None:
        """Return the passage of a commitment with its key, None where it is cut in two."""
        return self._catalog.passage_at(row.document, row.start, row.end)


def led(retrieved: Sequence[Retrieved], match: Match | None) -> list[Retrieved]:
    """Return the passages that were found, with that of a commitment among those looked at."""
    if match is None or not match.likely:
        return list(retrieved)
    found = next((place for place, hit in enumerate(retrieved) if hit.key == match.key), len(retrieved))
    others = [hit for hit in retrieved if hit.key != match.key]
    place = 0 if match.sure else min(found, LOOKED_AT - 1)
    return [*others[:place], match.among(retrieved), *others[place:]]


def _alone(best: Agreement, others: Sequence[Agreement]) -> bool:
    """Tell whether no other figure for the same thing comes near the best one; one that it meets backs it."""
    near = [other.row for other in others if best.order - other.order < _LIKE]
    return all(_backs(row, best.row) for row in near)


def _backs(row: Commitment, best: Commitment) -> bool:
    """Tell whether two rows say the same, one of them in round numbers."""
    if row.base_unit != best.base_unit or (row.comparator in CHANGE_COMPARATORS) != (
        best.comparator in CHANGE_COMPARATORS
    ):
        # Another measure of the same thing contradicts nothing.
        return row.sentence_start == best.sentence_start and row.document == best.document
    one, other = row.base_number, best.base_number
    if not isinstance(one, float) or not isinstance(other, float):
        return one == other
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))
