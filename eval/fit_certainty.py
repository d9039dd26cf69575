"""Fit what makes an answer certain: `python -m eval.fit_certainty --documents FOLDER --cases FILE…`.

Each answerable question is asked twice: of all passages, and of those without any of its facts, so that the best sentence is
then only the nearest one. The weights are those of a logistic regression of "the best sentence holds the facts" on its
grounds, for questions that want a figure and for the others; they are to be rounded into `assistant/certainty.py`. What is
printed beside them, the share of right and of wrong sentences at least so certain, was fitted on the other questions.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from assistant.candidates import candidates, grounds_of
from assistant.certainty import Grounds
from assistant.evidence import units
from assistant.fitness import admitted
from assistant.question_kind import Kind
from assistant.reading import Reader, folded, folded_description
from assistant.search_query import search_query
from assistant.statements import LOOKED_AT, Context
from assistant.support import Sought
from assistant.understand import Understanding, understand
from eval.cases import Case, read_cases
from eval.matching import holds
from eval.retrieval.compare import store_of_files
from vectorstore.embed import make_embedder
from vectorstore.retrieve import Retriever
from vectorstore.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_FOUND = 20
_SHRINK = 1 / 3
_STEPS = 30
_FOLDS = 5
# A question without its answer is rarer in life than one with it.
_TAKEN_AWAY = 0.4
_LEVELS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
# Kinds that are answered by other ways than by the most certain sentence.
_OTHER_WAYS: tuple[Kind, ...] = ("department", "definition")


class Example(NamedTuple):
    """The grounds of the best sentence for a question, whether it holds the facts, and how much it counts."""

    kind: Kind
    grounds: Grounds
    right: bool
    weight: float


class Fitted(NamedTuple):
    """Weights in the order of the grounds, and the constant."""

    weights: Grounds
    constant: float


class Level(NamedTuple):
    """The shares of right, of wrong, and of merely nearest sentences that are at least so certain."""

    level: float
    right: float
    wrong: float
    nearest: float


def examples(cases: Iterable[Case], store: Store) -> Iterator[Example]:
    """Yield the best sentences for questions that are about one thing, with and without the passages that answer."""
    retriever = Retriever(store)
    reader = Reader(store, retriever.weigher)
    listed = store.catalog.documents()
    described = [folded_description(one) for one in listed]
    periods = {one.id: (one.description.first_year, one.description.last_year) for one in listed}
    for case in cases:
        understood = understand(reader.read(folded(case.question)), (), described)
        if case.history or understood.sides or understood.kind in _OTHER_WAYS:
            continue
        hits = retriever.search(search_query(understood), _FOUND)
        sought = Sought.of(retriever.weigher.content(understood.core, understood.alternatives))
        whole = Context(understood, sought, hits, store.catalog.passages_of, periods, understood.years)
        yield from _example(case, whole, understood, weight=1.0)
        if case.answerable:
            facts = [fact for wordings in case.wanted for fact in wordings]
            left = [hit for hit in hits if not any(holds(hit.passage.text, fact) for fact in facts)]
            without = Context(understood, sought, left, store.catalog.passages_of, periods, understood.years)
            yield from _example(case, without, understood, weight=_TAKEN_AWAY)


def _example(case: Case, context: Context, understood: Understanding, weight: float) -> Iterator[Example]:
    found = [unit for unit in units(context.retrieved[:LOOKED_AT], context.sought) if admitted(unit, context)]
    ranked = candidates(found, context, understood.kind)
    if ranked:
        text = ranked[0].unit.text
        right = case.answerable and all(any(holds(text, fact) for fact in wordings) for wordings in case.wanted)
        yield Example(understood.kind, grounds_of(ranked, context), right, weight)


def fit(given: Sequence[Example]) -> Fitted:
    """Return the weights of a logistic regression that is held a little towards zero."""
    import numpy as np

    rows = np.array([[*example.grounds, 1.0] for example in given])
    right = np.array([example.right for example in given], dtype=float)
    counted = np.array([example.weight for example in given])
    held = np.diag([_SHRINK] * len(Grounds._fields) + [1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counted * (chance - right)) + held @ weights
        curve = (rows * (counted * chance * (1 - chance))[:, None]).T @ rows + held
        weights = weights - np.linalg.solve(curve, slope)
    return Fitted(Grounds(*(round(float(weight), 2) for weight in weights[:-1])), round(float(weights[-1]), 2))


def levels(given: Sequence[Example]) -> Iterator[Level]:
    """Yield what each level would let through."""
    import numpy as np

    certain = np.zeros(len(given))
    for fold in range(_FOLDS):
        fitted = fit([example for place, example in enumerate(given) if place // 2 % _FOLDS != fold])
        for place, example in enumerate(given):
            if place // 2 % _FOLDS == fold:
                certain[place] = fitted.constant + np.dot(fitted.weights, example.grounds)
    chance = 1 / (1 + np.exp(-certain))
    right = np.array([example.right for example in given])
    whole = np.array([example.weight == 1.0 for example in given])
    for level in _LEVELS:
        reached = chance >= level
        yield Level(level, _share(reached[right]), _share(reached[~right & whole]), _share(reached[~right & ~whole]))


def _share(reached: "NDArray[np.bool_]") -> float:
    return float(reached.mean()) if len(reached) else 0.0


def main() -> None:
    """Read the options, gather the examples, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--documents", type=Path, nargs="+", required=True, help="plans and reports the cases are about"
    )
    parser.add_argument("--cases", type=Path, nargs="+", required=True, help="files of cases")
    given = parser.parse_args()
    with store_of_files(given.documents, make_embedder(), click.echo) as store:
        found = [example for path in given.cases for example in examples(read_cases(path), store)]
    for title, figures in (("figure", True), ("other", False)):
        group = [example for example in found if (example.kind == "figure") == figures]
        fitted = fit(group)
        click.echo(f"{title}: {len(group)} sentences, {sum(example.right for example in group)} right")
        click.echo(f"  {fitted.weights._asdict()} constant {fitted.constant}")
        for reached in levels(group):
            click.echo("  " + " ".join(f"{name} {share:.2f}" for name, share in reached._asdict().items()))


if __name__ == "__main__":
    main()
