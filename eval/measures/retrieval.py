"""Measures of a ranking of passages; pure functions over passage ids, best first.

A question without any relevant passage cannot be measured: the functions raise ValueError, and whoever calls them
leaves such questions out and prints how many there were. A passage that stands twice in a ranking counts once, at its
first place.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence


def precision_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the first k places that hold a relevant passage; places left empty count as wrong.

    Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2008, section 8.4 (P_k of trec_eval).
    """
    return _found(ranking, relevant, k) / k


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant passages that stand in the first k places.

    Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2008, section 8.4 (recall_k of trec_eval).
    """
    return _found(ranking, relevant, k) / len(set(relevant))


def facts_at(ranking: Sequence[str], facts: Sequence[Collection[str]], k: int) -> float:
    """Return 1 when the first k places hold every fact, else 0; a fact is given by the passages that hold it.

    Answer recall of Karpukhin et al.: Dense Passage Retrieval, 2020 (top-k accuracy), for answers of several facts.
    """
    if not facts or not all(facts):
        raise ValueError("a question needs facts, each held by some passage")
    top = set(_top(ranking, k))
    return float(all(not top.isdisjoint(holders) for holders in facts))


def facts_share_at(ranking: Sequence[str], facts: Sequence[Collection[str]], k: int) -> float:
    """Return the share of the facts that the first k places hold; a fact is given by the passages that hold it.

    Recall over nuggets of Clarke et al.: Novelty and Diversity in Information Retrieval Evaluation, 2008 (subtopic
    recall of Zhai, Cohen, Lafferty, 2003): a fact counts once, however many passages hold it.
    """
    if not facts:
        raise ValueError("a question needs facts")
    top = set(_top(ranking, k))
    return sum(not top.isdisjoint(holders) for holders in facts) / len(facts)


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """Return 1 / the place of the first relevant passage, 0 where there is none.

    Voorhees: The TREC-8 Question Answering Track Report, 1999 (recip_rank of trec_eval).
    """
    _check(relevant)
    wanted = set(relevant)
    return next((1 / place for place, found in enumerate(dict.fromkeys(ranking), 1) if found in wanted), 0.0)


def ndcg_at(ranking: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """Return the discounted gain of the first k places over that of the best order; grades all 1 make it binary.

    Järvelin, Kekäläinen: Cumulated gain-based evaluation of IR techniques, 2002, with gain = grade and discount
    log2(1 + place) (ndcg_cut_k of trec_eval). Passages without a grade gain nothing.
    """
    relevant = {passage: grade for passage, grade in grades.items() if grade > 0}
    _check(relevant)
    best = _discounted(sorted(relevant.values(), reverse=True)[:k])
    return _discounted(relevant.get(passage, 0.0) for passage in _top(ranking, k)) / best


def _discounted(gains: Iterable[float]) -> float:
    return math.fsum(gain / math.log2(1 + place) for place, gain in enumerate(gains, 1))


def _found(ranking: Sequence[str], relevant: Collection[str], k: int) -> int:
    _check(relevant)
    return len(set(relevant).intersection(_top(ranking, k)))


def _top(ranking: Sequence[str], k: int) -> list[str]:
    if k < 1:
        raise ValueError(f"k is {k}; expected 1 or more")
    return list(dict.fromkeys(ranking))[:k]


def _check(relevant: Collection[str]) -> None:
    if not relevant:
        raise ValueError("a question needs at least one relevant passage")
