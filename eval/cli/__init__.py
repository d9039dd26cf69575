"""The commands `plans eval …`: each reads options, calls one function, prints."""

from eval.cli import answers, judgement, outside, questions, retrieval
from eval.cli.group import evaluation

__all__ = ["answers", "evaluation", "judgement", "outside", "questions", "retrieval"]
