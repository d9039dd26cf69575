"""Hand out a composed answer piece by piece, and complete it at the end."""

import time
from collections.abc import Iterator

from assistant.answer import Answer
from assistant.llm.answering import Asking
from assistant.llm.ledger import Ledger
from assistant.messages import Language

_PIECE = 12


def in_pieces(answer: Answer | Asking) -> Iterator[str | Answer]:
    """Yield the text of an extracted answer in pieces, then the answer."""
    found = answer.extracted if isinstance(answer, Asking) else answer
    for start in range(0, len(found.answer), _PIECE):
        yield found.answer[start : start + _PIECE]
    yield found


def finished(
    pieces: Iterator[str | Answer],
    question: str,
    language: Language,
    samples: bool,
    notice: str | None,
    ledger: Ledger | None,
) -> Iterator[str | Answer]:
    """Complete the answer that ends a stream."""
    started = time.perf_counter()
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
            continue
        timings = piece.timings
        if piece.mode == "llm" or piece.notice:
            timings = {**timings, "answer": round(timings["answer"] + time.perf_counter() - started, 4)}
        update = {
            "question": question,
            "language": language,
            "samples": samples,
            "notice": piece.notice or notice,
            "timings": timings,
            "usage": ledger.usage() if ledger else None,
        }
        yield piece.model_copy(update=update)
