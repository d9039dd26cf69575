"""Put a case to the program: in this process, in processes of their own, or to a running server."""

import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer, Turn
from assistant.opening import open_for_answers, open_store
from assistant.respond import Responder
from assistant.settings import Settings
from eval.about import DocumentAsked, Index
from eval.cases import Case
from eval.errors import Unanswerable
from eval.row import Row
from vectorstore import manifest
from vectorstore.build import update
from vectorstore.store import Store

Told = Callable[[str], None]
_LONGEST_REASON = 300


class Asker(Protocol):
    """What answers a case; whatever goes wrong over one case is in its row."""

    def __call__(self, case: Case) -> Row:
        """Return the row of a case."""


def turns_of(case: Case) -> list[Turn]:
    """Return the turns before a case, each with what a right answer to it held."""
    return [Turn(question=turn.q, answer=turn.a_hint) for turn in case.history]


class InProcess:
    """Answers from a responder of this process."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        # Opening the indexes is no part of any answer.
        responder.search("规划")

    def __call__(self, case: Case) -> Row:
        """Return the row of a case."""
        return timed(case, lambda: self._responder.respond(case.question, turns_of(case)))


def timed(case: Case, ask: Callable[[], Answer]) -> Row:
    """Return the row of a case; an error of the program becomes part of it, so that the other cases are not lost."""
    started = time.perf_counter()
    try:
        answer, error = ask(), None
    except Unanswerable:
        raise
    except Exception as raised:
        answer = Answer(question=case.question, standalone_question=case.question, status="error_model", answer="")
        error = f"{type(raised).__name__}: {raised}"[:_LONGEST_REASON]
    seconds = round(time.perf_counter() - started, 4)
    return Row(**dict(answer), id=case.id, seconds=seconds, error=error)


_of_this_process: InProcess | None = None


def open_in_process(settings: Settings) -> None:
    """Make a process ready for `ask_in_process`."""
    global _of_this_process
    # Whoever stops a run stops the process that asks; this one must not die noisily beside it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _of_this_process = InProcess(open_for_answers(settings).responder)


def ask_in_process(case: Case) -> Row:
    """Return the row of a case from the responder that `open_in_process` has made."""
    assert _of_this_process is not None  # noqa: S101 - the pool calls the other function first
    return _of_this_process(case)


def index_of(settings: Settings) -> Index:
    """Return what would be asked with these settings, making the index of the bundled digests where it is needed."""
    opened = open_for_answers(settings)
    found = index_of_store(opened.store, opened.samples)
    opened.store.close()
    return found


def index_of_store(store: Store, samples: bool = False) -> Index:
    """Return what a store holds."""
    built = manifest.current(store.embedder.name, store.embedder.dimension)
    documents = sorted(store.catalog.digests().values())
    return Index(
        manifest={name: getattr(built, name) for name in manifest.Manifest.__slots__},
        documents=tuple(DocumentAsked(id=name, digest=digest) for name, digest in documents),
        samples=samples,
    )


@contextmanager
def settings_over(settings: Settings, documents: Sequence[Path], told: Told) -> Iterator[Settings]:
    """Hold files in a store of their own for as long as it is needed; without files, the settings stay as they are."""
    if not documents:
        yield settings
        return
    with tempfile.TemporaryDirectory() as folder:
        # What is on a Chroma server would outlive the folder.
        own = settings.model_copy(update={"store": Path(folder, "store"), "chroma_url": ""})
        store = open_store(own)
        try:
            report = update(store, [str(path) for path in documents])
        finally:
            store.close()
        for skipped in report.skipped:
            told(f"skipped {skipped.path}: {skipped.reason}")
        if not report.added:
            raise Unanswerable(
                "none of the files could be read; expected at least one document to ask; the lines above say why"
            )
        yield own
