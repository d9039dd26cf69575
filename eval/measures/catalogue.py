"""The measures in the order in which reports show them."""

from eval.messages import measure_text
from eval.score import Measure

# Name and whether more is better.
_ORDER = (
    ("passed", True),
    ("fact", True),
    ("fact_normalised", True),
    ("fact_share", True),
    ("wrong", False),
    ("trap", False),
    ("false_refusal", False),
    ("refusal_right", True),
    ("refusal_precision", True),
    ("refusal_recall", True),
    ("citation_right", True),
    ("citation_precision", True),
    ("citation_recall", True),
    ("figure_precision", True),
    ("figure_recall", True),
    ("figures_verified", True),
    ("hit@1", True),
    ("hit@5", True),
    ("hit@10", True),
    ("recall@5", True),
    ("recall@10", True),
    ("mrr", True),
    ("ndcg@10", True),
    ("passage_hit@1", True),
    ("passage_hit@5", True),
    ("passage_hit@10", True),
    ("passage_recall@5", True),
    ("passage_recall@10", True),
    ("passage_mrr", True),
    ("passage_ndcg@10", True),
    ("faithfulness", True),
    ("relevance", True),
    ("length", False),
    ("seconds", False),
    ("tokens", False),
    ("cost", False),
)
MEASURES: dict[str, Measure] = {name: Measure(name, better, *measure_text(name)) for name, better in _ORDER}
# Measures of the whole run: no single case has them.
OF_THE_RUN = ("refusal_precision", "refusal_recall")
# What an answer takes, not how good it is.
COSTS = ("length", "seconds", "tokens", "cost")
# Taken by a chat model; unjudged without one.
BY_MODEL = ("faithfulness", "relevance")
