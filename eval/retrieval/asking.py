"""What is looked for when a question is asked: as the program understands it, or as it was typed."""

from collections.abc import Callable, Sequence

from assistant.reading import Reader, folded, folded_description
from assistant.search_query import search_query
from assistant.understand import understand
from eval.retrieval.judged import Judged
from vectorstore.query import Query
from vectorstore.question_words import Weigher
from vectorstore.store import Store

Asking = Callable[[Judged], Sequence[Query]]


def as_typed(question: Judged) -> Sequence[Query]:
    """Look for the words of the question, in all documents."""
    return [Query(question.text)]


def as_understood(store: Store, weigher: Weigher) -> Asking:
    """Return what looks for what the program would: one query, or one for each side of a comparison."""
    documents = [folded_description(listed) for listed in store.catalog.documents()]
    reader = Reader(store, weigher)

    def queries(question: Judged) -> Sequence[Query]:
        earlier = [turn.model_copy(update={"question": folded(turn.question)}) for turn in question.history]
        understood = understand(reader.read(folded(question.text)), earlier, documents)
        return [search_query(understood, side) for side in understood.sides or (None,)]

    return queries
