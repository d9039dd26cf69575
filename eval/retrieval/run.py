"""Ask every question of a collection in every way, and measure what came back."""

import time
from collections.abc import Iterable, Sequence
from statistics import fmean, quantiles
from typing import NamedTuple

from eval.intervals import Interval, Paired, interval, paired
from eval.measures.retrieval import facts_at, ndcg_at, recall_at, reciprocal_rank
from eval.retrieval.judged import Collection, Judged
from eval.retrieval.variants import Variant

DEPTHS = (1, 3, 5, 10, 20)
MAIN_DEPTH = 5
_NDCG_DEPTH = 10


class Row(NamedTuple):
    """What one way of searching found for one question."""

    variant: str
    question: Judged
    ranking: tuple[str, ...]
    found: tuple[float, ...]
    reciprocal_rank: float
    ndcg: float
    seconds: float


class Summary(NamedTuple):
    """The means of one way of searching over n questions; `found` at each of DEPTHS.

    `interval` is of the main measure at MAIN_DEPTH. `against` tells how often the first relevant passage stands higher or
    lower than the first way puts it, which shows small changes that a share at one depth does not.
    """

    name: str
    n: int
    found: tuple[float, ...]
    interval: Interval
    against: Paired | None
    mrr: float
    ndcg: float
    p50: float
    p95: float


def ask(collection: Collection, variant: Variant) -> list[Row]:
    """Return a row for every question; the first one is asked once before, so that no way pays for opening files."""
    variant.search(collection.questions[0])
    rows = []
    for question in collection.questions:
        started = time.perf_counter()
        ranking = tuple(dict.fromkeys(variant.search(question)))
        rows.append(_row(collection, variant.name, question, ranking, time.perf_counter() - started))
    return rows


def _row(collection: Collection, name: str, question: Judged, ranking: tuple[str, ...], seconds: float) -> Row:
    if collection.main == "facts":
        found = tuple(facts_at(ranking, question.facts, k) for k in DEPTHS)
    else:
        found = tuple(recall_at(ranking, question.grades, k) for k in DEPTHS)
    rank = reciprocal_rank(ranking, question.grades)
    return Row(name, question, ranking, found, rank, ndcg_at(ranking, question.grades, _NDCG_DEPTH), seconds)


def summary(rows: Sequence[Row], first: Sequence[Row] | None = None) -> Summary:
    """Return the means of the rows of one way, compared with those of the first way."""
    main = [row.found[DEPTHS.index(MAIN_DEPTH)] for row in rows]
    seconds = [row.seconds for row in rows]
    marks = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    return Summary(
        name=rows[0].variant,
        n=len(rows),
        found=tuple(fmean(values) for values in zip(*(row.found for row in rows), strict=True)),
        interval=interval(main),
        against=paired(_ranks(rows), _ranks(first)) if first is not None else None,
        mrr=fmean(row.reciprocal_rank for row in rows),
        ndcg=fmean(row.ndcg for row in rows),
        p50=marks[9],
        p95=marks[18],
    )


def by_kind(rows: Iterable[Row]) -> list[Summary]:
    """Return the means for each kind of question, by name; none where the questions have no kinds."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row.question.kind, []).append(row)
    return [summary(kinds[kind])._replace(name=kind) for kind in sorted(kinds) if kind]


def _ranks(rows: Sequence[Row]) -> list[float]:
    return [row.reciprocal_rank for row in rows]
