"""Ask for one visitor: wait in line, stream the answer, and say in words what went wrong."""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from assistant.answer import Answer
from assistant.apart import Apart
from assistant.opening import Live
from assistant.respond import LONGEST_QUESTION
from assistant.web.conversation import Conversation, Exchange, Scope
from assistant.web.limits import Line, Pace
from assistant.web.messages import text
from assistant.web.scopes import chosen_words, within

_AT_ONCE = 8
_LONGEST_LINE = 200
# So many questions before the other process take longer than one answered beside the work of the page.
_MANY_WAITING = 3
_LOOK_AGAIN = 0.15
# An answer that is there within so many seconds is shown at once; changing the page twice costs as much as half an answer.
_WAITED = 0.3
# Pieces of an answer that arrive within so many seconds are shown together.
_TOGETHER = 0.12
# Behind one address there may be a whole office.
_OF_ADDRESS = 30
_LOG = logging.getLogger(__name__)


class Desk:
    """Where the questions of all visitors arrive."""

    def __init__(
        self,
        live: Live,
        per_minute: int,
        at_once: int = _AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
        apart: Apart | None = None,
    ) -> None:
        self._live = live
        self._apart = apart
        # Of those that wait for the other process, the page answers one at a time itself.
        self._here = threading.Lock()
        self._line = Line(at_once, _LONGEST_LINE)
        self._visitors = Pace(per_minute, clock)
        self._addresses = Pace(per_minute * _OF_ADDRESS, clock)
        # Replies of a slow chat model hold a thread each; no more are served at once than there are threads.
        self._threads = ThreadPoolExecutor(at_once + 2, thread_name_prefix="asking")

    @property
    def busy(self) -> bool:
        """Whether a question is being answered or waits."""
        return self._line.busy

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
            shown = 0
            while ahead := self._line.ahead(ticket):
                if ahead != shown:
                    yield conversation.last(ahead=ahead)
                    shown = ahead
                await asyncio.sleep(_LOOK_AGAIN)
            answering = self._answering(conversation, question, scope)
            async for grown in _or_waiting(answering, conversation.last(ahead=0)):
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

    async def _answering(
        self, conversation: Conversation, question: str, scope: Scope
    ) -> AsyncGenerator[Conversation, None]:
        loop = asyncio.get_running_loop()
        pieces, chosen = await loop.run_in_executor(self._threads, self._begin, conversation, question, scope)
        if pieces is None:
            yield conversation.last(phase="failed", problem=text("filter_empty", conversation.language))
            return
        conversation = conversation.last(chosen=chosen)
        arrived: asyncio.Queue[str | Answer | Exception] = asyncio.Queue()
        stopped = threading.Event()

        def hand_over(piece: str | Answer | Exception) -> None:
            loop.call_soon_threadsafe(arrived.put_nowait, piece)

        self._threads.submit(_pump, pieces, hand_over, stopped)
        try:
            written = ""
            while True:
                batch = await _batch(arrived)
                written += "".join(piece for piece in batch if isinstance(piece, str))
                last = batch[-1]
                if isinstance(last, Exception):
                    raise last
                if isinstance(last, Answer):
                    # What was only looked at is not shown, and would be most of what a session keeps.
                    kept = last.model_copy(update={"retrieved": []})
                    yield conversation.last(phase="done", answer=kept)
                    return
                yield conversation.last(phase="writing", text=written)
        finally:
            stopped.set()

    def _begin(
        self, conversation: Conversation, question: str, scope: Scope
    ) -> tuple[Iterator[str | Answer] | None, str]:
        responder = self._live.now().responder
        chosen, held = "", None
        if scope:
            documents = responder.documents
            held = within(documents, scope)
            if not held:
                return None, ""
            chosen = chosen_words(documents, scope)
        history = conversation.cut(len(conversation.exchanges) - 1).history
        if held is not None:
            responder = responder.within(held)
        if self._apart and self._apart.waiting >= _MANY_WAITING and self._here.acquire(blocking=False):
            try:
                return responder.stream(question, history), chosen
            finally:
                self._here.release()
        answer = self._apart.answer(question, history, held) if self._apart else None
        return iter([answer]) if answer else responder.stream(question, history), chosen


async def _or_waiting(
    answering: AsyncGenerator[Conversation, None], waiting: Conversation
) -> AsyncIterator[Conversation]:
    """Yield how an answer grows, and before it, where that takes a while, that it is waited for."""
    async with contextlib.aclosing(answering):
        first = asyncio.ensure_future(anext(answering))
        try:
            done, _ = await asyncio.wait([first], timeout=_WAITED)
            if not done:
                yield waiting
            yield await first
        finally:
            if not first.done():
                first.cancel()
            # Nobody may be left to hear what came of it.
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await first
        async for grown in answering:
            yield grown


async def _batch(arrived: "asyncio.Queue[str | Answer | Exception]") -> list[str | Answer | Exception]:
    """Return the pieces that arrive together, up to the end of the answer."""
    batch = [await arrived.get()]
    until = asyncio.get_running_loop().time() + _TOGETHER
    while isinstance(batch[-1], str):
        try:
            async with asyncio.timeout_at(until):
                batch.append(await arrived.get())
        except TimeoutError:
            break
    return batch


def _pump(
    pieces: Iterator[str | Answer], hand_over: Callable[[str | Answer | Exception], object], stopped: threading.Event
) -> None:
    """Hand over pieces as they arrive, until the answer or until nobody waits for them any more."""
    try:
        for piece in pieces:
            if stopped.is_set():
                return
            hand_over(piece)
    except Exception as error:
        # It belongs to the question, not to this thread.
        with contextlib.suppress(RuntimeError):
            hand_over(error)
