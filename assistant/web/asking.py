"""Ask for one visitor: wait in line, stream the answer, and say in words what went wrong."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

from assistant.answer import Answer
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.web.conversation import Conversation, Exchange, Scope
from assistant.web.limits import Line, Pace
from assistant.web.messages import text
from assistant.web.scopes import chosen_words, within

_AT_ONCE = 8
_LONGEST_LINE = 200
_LOOK_AGAIN = 0.15
# Pieces of an answer that arrive within so many seconds are shown together.
_TOGETHER = 0.12
# Behind one address there may be a whole office.
_OF_ADDRESS = 30
_LOG = logging.getLogger(__name__)


class Desk:
    """Where the questions of all visitors arrive."""

    def __init__(self, live: Live, per_minute: int, at_once: int = _AT_ONCE) -> None:
        self._live = live
        self._line = Line(at_once, _LONGEST_LINE)
        self._visitors = Pace(per_minute)
        self._addresses = Pace(per_minute * _OF_ADDRESS)
        # Replies of a slow chat model hold a thread each; no more are served at once than there are threads.
        self._threads = ThreadPoolExecutor(at_once + 2, thread_name_prefix="asking")

    async def ask(
        self, conversation: Conversation, question: str, scope: Scope, visitor: str, address: str
    ) -> AsyncIterator[Conversation]:
        """Yield the conversation as it grows; it always ends with an answer or a sentence saying why there is none."""
        question = question.strip()
        problem = self._refusal(question, conversation, visitor, address)
        if problem:
            yield conversation.ask(Exchange(question[:LONGEST_QUESTION], scope, phase="failed", problem=problem))
            return
        ticket = self._line.enter()
        conversation = conversation.ask(Exchange(question, scope))
        if ticket is None:
            yield conversation.last(phase="failed", problem=text("crowded", conversation.language))
            return
        try:
            shown = -1
            while (ahead := self._line.ahead(ticket)) > 0:
                if ahead != shown:
                    yield conversation.last(ahead=ahead)
                    shown = ahead
                await asyncio.sleep(_LOOK_AGAIN)
            conversation = conversation.last(ahead=0)
            yield conversation
            async for grown in self._answering(conversation, question, scope):
                yield grown
        except Exception:
            # Whatever breaks, the visitor reads a sentence and the operator the traceback.
            _LOG.exception("a question could not be answered")
            yield conversation.last(phase="failed", problem=text("error", conversation.language), text="")
        finally:
            self._line.leave(ticket)

    def _refusal(self, question: str, conversation: Conversation, visitor: str, address: str) -> str:
        language = conversation.language
        if not question:
            return text("empty_question", language)
        if len(question) > LONGEST_QUESTION:
            return text("long_question", language, length=len(question), limit=LONGEST_QUESTION)
        wait = self._visitors.wait(visitor) or self._addresses.wait(address)
        return text("too_many", language, seconds=wait) if wait else ""

    async def _answering(self, conversation: Conversation, question: str, scope: Scope) -> AsyncIterator[Conversation]:
        loop = asyncio.get_running_loop()
        pieces, chosen = await loop.run_in_executor(self._threads, self._begin, conversation, question, scope)
        if pieces is None:
            yield conversation.last(phase="failed", problem=text("filter_empty", conversation.language))
            return
        conversation = conversation.last(chosen=chosen)
        written = ""
        while True:
            more, answer = await loop.run_in_executor(self._threads, _gathered, pieces)
            if answer:
                yield conversation.last(phase="done", answer=answer, text=answer.answer)
                return
            written += more
            yield conversation.last(phase="writing", text=written)

    def _begin(
        self, conversation: Conversation, question: str, scope: Scope
    ) -> tuple[Iterator[str | Answer] | None, str]:
        responder = self._live.now().responder
        chosen = ""
        if scope:
            documents = responder.documents
            held = within(documents, scope)
            if not held:
                return None, ""
            chosen = chosen_words(documents, scope)
            responder = responder.within(held)
        earlier = conversation.cut(len(conversation.exchanges) - 1)
        return responder.stream(question, earlier.history), chosen


def _gathered(pieces: Iterator[str | Answer]) -> tuple[str, Answer | None]:
    """Return what arrives within a short time, and the answer when it has come."""
    until = time.monotonic() + _TOGETHER
    text_so_far = ""
    for piece in pieces:
        if isinstance(piece, Answer):
            return text_so_far, piece
        text_so_far += piece
        if time.monotonic() >= until:
            break
    return text_so_far, None
