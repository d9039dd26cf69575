"""Answer in a process of its own, so that the page and the answers of many visitors have a processor each."""

import contextlib
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

from assistant.answer import Answer, Turn
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.opening import Live

# A process that ended by itself, for want of memory for instance, is not begun again at once.
_SECONDS_BETWEEN_STARTS = 60.0
# An answer takes a tenth of a second; one that takes so long will never come.
_PATIENCE = 30.0
_LOG = logging.getLogger(__name__)


class Apart:
    """A process that answers by extraction; until it is ready, and where it fails, whoever asks answers by themselves."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._ready = False
        self._next_start = 0.0
        self._waiting = 0
        self._process = 0

    @property
    def ready(self) -> bool:
        """Whether the process has opened its store."""
        return self._ready

    @property
    def waiting(self) -> int:
        """How many questions it has been given and has not answered."""
        return self._waiting

    def start(self) -> None:
        """Begin the process in the background, unless it has begun or ended a moment ago."""
        with self._turn:
            if self._pool or time.monotonic() < self._next_start:
                return
            self._next_start = time.monotonic() + _SECONDS_BETWEEN_STARTS
            try:
                # A copy of a program with threads may stand still, so it starts afresh.
                pool = ProcessPoolExecutor(1, get_context("spawn"), _open, (self._settings,))
                with _uninterrupted():
                    opened = pool.submit(_number)
            except (OSError, ImportError, NotImplementedError, BrokenProcessPool) as problem:
                # Some systems have no means for processes to speak to each other.
                _LOG.warning("no process answers beside the page (%s)", problem)
                return
            self._pool = pool
        opened.add_done_callback(lambda told: self._opened(pool, told))

    def answer(self, question: str, history: Sequence[Turn], documents: Collection[str] | None) -> Answer | None:
        """Return the answer, from some of the documents where they are told; None where the process cannot give it."""
        if not self._ready:
            self.start()
        with self._turn:
            pool = self._pool if self._ready else None
            self._waiting += 1
        try:
            return pool.submit(_answer, question, list(history), documents).result(_PATIENCE) if pool else None
        except (BrokenProcessPool, CancelledError, TimeoutError) as problem:
            assert pool  # noqa: S101 - without one nothing was submitted
            self._ended(pool, problem)
            return None
        except Exception:
            # Whatever went wrong there, it may go right here; if not, who asks is told in the way of the page.
            _LOG.warning("a question could not be answered beside the page", exc_info=True)
            return None
        finally:
            with self._turn:
                self._waiting -= 1

    def close(self) -> None:
        """End the process, whatever it is doing: it only reads."""
        with self._turn:
            self._ready, pool, self._pool = False, self._pool, None
            self._next_start = float("inf")
        if pool:
            self._kill()
            pool.shutdown(cancel_futures=True)
            del pool
            # What processes speak through is given back to the system once nothing refers to it.
            gc.collect()

    def _kill(self) -> None:
        if self._process:
            # One that stands still hears no other signal.
            with contextlib.suppress(OSError):
                os.kill(self._process, getattr(signal, "SIGKILL", signal.SIGTERM))
            self._process = 0

    def _opened(self, pool: ProcessPoolExecutor, told: "Future[int]") -> None:
        problem = CancelledError() if told.cancelled() else told.exception()
        if problem:
            self._ended(pool, problem)
            return
        with self._turn:
            self._ready, self._process = self._pool is pool, told.result()

    def _ended(self, pool: ProcessPoolExecutor, problem: BaseException) -> None:
        with self._turn:
            if self._pool is not pool:
                return
            self._ready, self._pool = False, None
            self._kill()
        why = str(problem) or type(problem).__name__
        _LOG.warning("the process that answers beside the page has ended (%s); the page answers by itself", why)
        pool.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep interrupts from the keyboard away from this thread, and from a process that it begins, which inherits that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def worth_a_process(settings: Settings) -> bool:
    """Tell whether answers are worked out here, by Python alone, on a machine with more than one processor."""
    elsewhere = settings.llm_base_url or settings.embedding_model or settings.reranker_model
    return settings.answers_apart and not elsewhere and (os.cpu_count() or 1) > 1


# What the other process answers from; this one has none.
_live: "Live | None" = None


def _open(settings: Settings) -> None:
    # Who interrupts the server from the keyboard interrupts all its processes; this one ends when the server does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s")
    threading.Thread(target=_end_with_server, daemon=True).start()
    from assistant.opening import Live

    global _live
    _live = Live(settings)
    _live.now().responder.search("目标", 1)


def _end_with_server() -> None:
    server = parent_process()
    if server:
        server.join()
        os._exit(1)


def _number() -> int:
    return os.getpid()


def _answer(question: str, history: list[Turn], documents: Collection[str] | None) -> Answer:
    if _live is None:
        raise BrokenProcessPool("the process holds no documents")
    responder = _live.now().responder
    return (responder if documents is None else responder.within(documents)).respond(question, history)
