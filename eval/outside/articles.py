"""STARD: how well the articles of law are found that answer people's questions.

Su et al.: STARD: A Chinese Statute Retrieval Dataset with Real Queries Issued by Non-professionals, 2024, which gives
recall and mean reciprocal rank.
"""

from pathlib import Path
from typing import NamedTuple

from eval.answering import Told
from eval.outside.figures import OutsideFigure, figure
from eval.retrieval.compare import store_of_documents
from eval.retrieval.run import DEPTHS, Row, ask
from eval.retrieval.stard import read_stard
from eval.retrieval.variants import variants
from vectorstore.cross_encoder import Reranker
from vectorstore.embed import Embedder


class Found(NamedTuple):
    """What was found for every question, and how many could not be measured as no article answers them."""

    rows: list[Row]
    left_out: int


def stard(folder: Path, embedder: Embedder, told: Told, reranker: Reranker | None = None) -> Found:
    """Ask every question over all articles with the full ranking."""
    documents, collection = read_stard(folder)
    told(f"{collection.name}: {len(collection.questions)} questions")
    with store_of_documents(documents, embedder) as store:
        full = variants(store, over_plans=False, reranker=reranker, each_part=False)[0]
        return Found(ask(collection, full), collection.left_out)


def figures(found: Found) -> list[OutsideFigure]:
    """Return recall at each depth, the reciprocal rank of the first right article, and nDCG at 10."""
    recall = [figure(f"recall@{k}", [row.found[at] for row in found.rows]) for at, k in enumerate(DEPTHS)]
    return [
        *recall,
        figure("MRR", [row.reciprocal_rank for row in found.rows]),
        figure("nDCG@10", [row.ndcg for row in found.rows]),
    ]
