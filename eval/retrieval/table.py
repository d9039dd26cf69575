"""Write the figures of a comparison as Markdown, as JSON, and question by question."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from eval.retrieval.judged import Collection
from eval.retrieval.run import DEPTHS, MAIN_DEPTH, Row, Summary

_MEASURES = {"recall": "share of the relevant passages", "facts": "share of the questions with all facts"}


def markdown(collection: Collection, summaries: Sequence[Summary], kinds: Sequence[Summary]) -> str:
    """Return the tables of one collection."""
    left = f" {collection.left_out} more cannot be measured and are left out." if collection.left_out else ""
    parts = [
        f"## {collection.name}",
        f"{len(collection.questions)} questions.{left} Columns 1 to {DEPTHS[-1]}: {_MEASURES[collection.main]} in the "
        f"first so many passages; the interval (95 %) is of column {MAIN_DEPTH}. Higher/lower: for how many questions the "
        "first relevant passage stands higher or lower than in the first row, with p of the sign test.",
        _table("variant", summaries, compared=True),
    ]
    if kinds:
        parts.append(f"{summaries[0].name}, by type of question:")
        parts.append(_table("type", kinds, compared=False))
    return "\n\n".join(parts) + "\n"


def _table(first: str, summaries: Sequence[Summary], compared: bool) -> str:
    head = [first, "n", *map(str, DEPTHS), "interval", "MRR", "nDCG@10"]
    head += ["higher/lower", "p"] if compared else []
    head += ["p50 ms", "p95 ms"]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    lines += [_cells(found, compared) for found in summaries]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(found: Summary, compared: bool) -> list[str]:
    low, high = found.interval
    shares = [*map(_share, found.found), f"{_share(low)}–{_share(high)}", _share(found.mrr), _share(found.ndcg)]
    against = [""] * 2 if compared else []
    if compared and found.against:
        against = [f"{found.against.better}/{found.against.worse}", f"{found.against.p:.2g}"]
    return [found.name, str(found.n), *shares, *against, f"{1000 * found.p50:.1f}", f"{1000 * found.p95:.1f}"]


def _share(value: float) -> str:
    """Print three digits after the point, and no zero before it."""
    return f"{value:.3f}".removeprefix("0")


def as_json(collection: Collection, summaries: Iterable[Summary], kinds: Iterable[Summary]) -> dict[str, Any]:
    """Return the same figures for machines."""
    return {
        "name": collection.name,
        "questions": len(collection.questions),
        "left_out": collection.left_out,
        "main": f"{collection.main}@{MAIN_DEPTH}",
        "variants": [_numbers(found, collection) for found in summaries],
        "types": [_numbers(found, collection) for found in kinds],
    }


def _numbers(found: Summary, collection: Collection) -> dict[str, Any]:
    shares = {f"{collection.main}@{k}": round(value, 6) for k, value in zip(DEPTHS, found.found, strict=True)}
    return {
        "name": found.name,
        "n": found.n,
        **shares,
        "interval": [round(bound, 6) for bound in found.interval],
        "mrr": round(found.mrr, 6),
        "ndcg@10": round(found.ndcg, 6),
        "against_first": found.against._asdict() if found.against else None,
        "p50_seconds": round(found.p50, 6),
        "p95_seconds": round(found.p95, 6),
    }


def lines(collection: Collection, rows: Iterable[Row]) -> str:
    """Return a JSON line for every question and variant, so that what was lost can be looked at."""
    return "".join(
        json.dumps(
            {
                "set": collection.name,
                "variant": row.variant,
                "id": row.question.id,
                "type": row.question.kind,
                "question": row.question.text,
                **{f"{collection.main}@{k}": value for k, value in zip(DEPTHS, row.found, strict=True)},
                "reciprocal_rank": row.reciprocal_rank,
                "ndcg@10": row.ndcg,
                "relevant": row.question.grades,
                "ranking": row.ranking,
                "seconds": round(row.seconds, 6),
            },
            ensure_ascii=False,
        )
        + "\n"
        for row in rows
    )
