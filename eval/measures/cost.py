"""What answers cost: time, tokens, money."""

import math
from collections.abc import Iterable, Sequence

from eval.row import Row


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, interpolated linearly between neighbours.

    Hyndman, Fan: Sample Quantiles in Statistical Packages, 1996, definition 7 (numpy's default).
    """
    if not values or not 0 <= share <= 1:
        raise ValueError(f"{len(values)} values and a share of {share}; expected some values and a share from 0 to 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def latency(rows: Iterable[Row]) -> dict[str, float]:
    """Return p50, p95, mean and max of the seconds an answer took; rows with an error do not count."""
    seconds = [row.seconds for row in rows if row.error is None]
    if not seconds:
        return {}
    return {
        "p50": percentile(seconds, 0.5),
        "p95": percentile(seconds, 0.95),
        "mean": math.fsum(seconds) / len(seconds),
        "max": max(seconds),
    }


def usage(rows: Iterable[Row]) -> dict[str, float]:
    """Return how many answers took tokens, how many of them have a price, and the sums; {} where none took any."""
    used = [row.usage for row in rows if row.usage is not None]
    if not used:
        return {}
    costs = [one.cost for one in used if one.cost is not None]
    return {
        "answers": len(used),
        "tokens_in": sum(one.tokens_in for one in used),
        "tokens_out": sum(one.tokens_out for one in used),
        "priced": len(costs),
        "cost": math.fsum(costs),
    }


def of_row(row: Row) -> dict[str, float]:
    """Return seconds, tokens and cost of one answer, each where it is known."""
    values = {"seconds": row.seconds}
    if row.usage is not None:
        values["tokens"] = row.usage.tokens_in + row.usage.tokens_out
        if row.usage.cost is not None:
            values["cost"] = row.usage.cost
    return values
