"""What is looked for when a question is asked: as the program understands it, or as it was typed."""

from collections.abc import Callable, Sequence

from assistant.respond import Responder
from eval.retrieval.judged import Judged
from vectorstore.query import Query
from vectorstore.store import Store

Asking = Callable[[Judged], Sequence[Query]]


def as_typed(question: Judged) -> Sequence[Query]:
    """Look for the words of the question, in all documents."""
    return [Query(question.text)]


def as_understood(store: Store) -> Asking:
    """Return what looks for what the program would: one query, or one for each side of a comparison."""
    responder = Responder(store)
    return lambda question: responder.queries(question.text, question.history)
