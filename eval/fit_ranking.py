"""Fit the weights of the ranking: `python -m eval.fit_ranking --squad FILE… --documents FOLDER --cases FILE…`.

Each group of questions counts as much as any other, however many it holds. The weights are those under which the passages
that hold an answer are most probable among the candidates of their question (a softmax over the scores, as in ListNet, Cao
and others 2007); no weight is negative. What is printed is scaled to a sum of 1, to be rounded into `vectorstore/ranking.py`.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import click

from eval.retrieval.asking import Asking, as_typed, as_understood
from eval.retrieval.compare import case_collections, store_of_documents, store_of_files
from eval.retrieval.judged import Collection
from eval.retrieval.squad import read_squad
from vectorstore.embed import make_embedder
from vectorstore.ranking import WEIGHTS, Features
from vectorstore.retrieve import Retriever

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_MOST_QUESTIONS = 1500
_STEPS = 400
_RATE = 0.5
_SHRINK = 1e-3
_SEED = 20261122


class Example(NamedTuple):
    """The candidates of one question: a row of features each, and which of them hold an answer."""

    features: "Matrix"
    right: "NDArray[np.bool_]"


def examples(collection: Collection, retriever: Retriever, asking: Asking) -> Iterator[Example]:
    """Yield the candidates for the questions of a collection, or for a fixed sample of many; useless ones are left out."""
    import numpy as np

    questions = list(collection.questions)
    if len(questions) > _MOST_QUESTIONS:
        questions = Random(_SEED).sample(questions, _MOST_QUESTIONS)
    for question in questions:
        for query in asking(question):
            found = retriever.candidates(query)
            right = np.array([candidate.passage.id in question.grades for candidate in found])
            if right.any() and not right.all():
                yield Example(np.array([candidate.features for candidate in found]), right)


def fit(groups: Sequence[Sequence[Example]]) -> Features:
    """Return the weights that make the right candidates most probable, scaled to a sum of 1."""
    import numpy as np

    weights = np.ones(len(Features._fields))
    moved = np.zeros_like(weights)
    for _ in range(_STEPS):
        slope = 2 * _SHRINK * weights
        for group in groups:
            slope += sum(_slope(example, weights) for example in group) / len(group)
        moved += slope**2
        weights = np.maximum(weights - _RATE * slope / np.sqrt(moved + 1e-12), 0.0)
    return Features(*(weights / weights.sum()))


def _slope(example: Example, weights: "Matrix") -> "Matrix":
    """Return the gradient of the negative log probability of the right candidates."""
    import numpy as np

    scores = example.features @ weights
    odds = np.exp(scores - scores.max())
    among_all = odds / odds.sum()
    among_right = np.where(example.right, odds, 0.0) / odds[example.right].sum()
    slope: Matrix = example.features.T @ (among_all - among_right)
    return slope


def _groups(squad: Sequence[Path], documents: Sequence[Path], cases: Sequence[Path]) -> Iterator[list[Example]]:
    embedder = make_embedder()
    with ExitStack() as stores:
        for path in squad:
            texts, collection = read_squad(path)
            retriever = Retriever(stores.enter_context(store_of_documents(texts, embedder)))
            yield list(examples(collection, retriever, as_typed))
        if documents:
            store = stores.enter_context(store_of_files(documents, embedder, click.echo))
            retriever = Retriever(store)
            for collection in case_collections(cases, store):
                yield list(examples(collection, retriever, as_understood(store)))


def main() -> None:
    """Read the options, gather the examples, fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--squad", type=Path, nargs="*", default=[], help="SQuAD-format files")
    parser.add_argument("--documents", type=Path, nargs="*", default=[], help="plans and reports the cases are about")
    parser.add_argument("--cases", type=Path, nargs="*", default=[], help="files of cases")
    given = parser.parse_args()
    fitted = fit([group for group in _groups(given.squad, given.documents, given.cases) if group])
    for name, weight in fitted._asdict().items():
        click.echo(f"{name:10} {weight:.3f}   in use {getattr(WEIGHTS, name):.3f}")


if __name__ == "__main__":
    main()
