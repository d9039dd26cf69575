"""Turn an understood question into what the retriever is given."""

from assistant.comparison import Side
from assistant.question_kind import Kind
from assistant.understand import Understanding
from vectorstore.query import Asked, Query


def search_query(understood: Understanding, side: Side | None = None) -> Query:
    """Return the query for a question or for one side of its comparison."""
    documents, years = understood.documents, understood.years
    if side is not None:
        documents = side.documents if side.documents is not None else documents
        years = side.years or years
    return Query(
        text=understood.core,
        documents=documents,
        boosts=understood.boosts,
        years=years,
        alternatives=understood.alternatives,
        asked=_asked(understood.kind),
    )


def _asked(kind: Kind) -> Asked | None:
    return kind if kind in ("figure", "date", "department") else None
