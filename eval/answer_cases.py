"""Ask every case and keep every answer as it comes, so that a run that was stopped goes on where it stopped."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, Protocol

from assistant.llm.model import endpoint_of
from assistant.opening import open_for_answers
from assistant.settings import Settings
from eval import about as told_about
from eval.about import About, CasesAsked, Index, read_about, write_about
from eval.asking import Asker, InProcess, ask_in_process, index_of, open_in_process, settings_over
from eval.asking_server import Server
from eval.cases import Case
from eval.errors import OtherRun, Unanswerable
from eval.row import Row
from eval.rows import kept_rows, write_lines
from eval.run_folder import RunFolder

# A process takes a second or two to open the indexes; fewer cases than this are answered sooner without it.
_CASES_A_PROCESS = 25
# Each holds the indexes and the models anew.
_PROCESSES = 8
_REPLIES_AT_ONCE = 8


class Shown(Protocol):
    """What shows how far a run is."""

    def start(self, total: int, done: int) -> None:
        """Begin with so many cases, some of them answered before."""

    def case(self, row: Row) -> None:
        """Count an answered case."""

    def tell(self, text: str) -> None:
        """Say something in words."""


class Task(NamedTuple):
    """What to ask, and of what: the store of the settings, `documents` instead, or the server at `url`.

    `files`, `version` and `part` say where the cases come from; `workers` 0 chooses how many answer at a time.
    """

    cases: Sequence[Case]
    settings: Settings
    files: tuple[str, ...] = ()
    version: str = ""
    part: str = "all"
    documents: tuple[Path, ...] = ()
    url: str = ""
    workers: int = 0


def answer_cases(task: Task, folder: RunFolder, shown: Shown, fresh: bool = False) -> About:
    """Ask the cases that a run has no answer to yet; `fresh` throws away what the folder of the run holds.

    Raises OtherRun where the folder holds answers of other settings, cases or documents.
    """
    folder.path.mkdir(parents=True, exist_ok=True)
    with settings_over(task.settings, task.documents, shown.tell) as settings:
        server = Server(task.url) if task.url else None
        index = server.index() if server else index_of(settings)
        about = _about(task, index, server)
        if fresh:
            _clear(folder)
        kept = _kept(folder, about)
        answered = {row.id for row in kept}
        left = [case for case in task.cases if case.id not in answered]
        write_about(folder, about)
        write_lines(folder.cases, task.cases)
        shown.start(len(task.cases), len(kept))
        if left:
            with (
                _pool(settings, server, about.workers, len(left)) as ask,
                folder.rows.open("a", encoding="utf-8") as rows,
            ):
                for row in ask(left):
                    rows.write(row.model_dump_json() + "\n")
                    rows.flush()
                    shown.case(row)
    finished = about.model_copy(update={"ended": _now()})
    write_about(folder, finished)
    return finished


def _kept(folder: RunFolder, about: About) -> list[Row]:
    kept = kept_rows(folder.rows)
    if not kept:
        return []
    differences = read_about(folder).differences(about)
    if differences:
        raise OtherRun(
            f"{folder.path} holds {len(kept)} answers of another run: {'; '.join(differences)}; expected the same settings, "
            "cases and documents; name another folder with --out, or throw the answers away with --fresh"
        )
    return kept


def _clear(folder: RunFolder) -> None:
    """Remove the files of an earlier run, and nothing else."""
    for path in (folder.about, folder.cases, folder.rows, folder.scores, folder.summary, folder.gate):
        path.unlink(missing_ok=True)


def _about(task: Task, index: Index, server: Server | None) -> About:
    lines = [case.model_dump_json() for case in task.cases]
    return About(
        program=told_about.program_version(),
        code="asked a server" if server else told_about.code_digest(),
        python=told_about.python_version(),
        platform=told_about.system(),
        libraries=told_about.library_versions(),
        settings={} if server else told_about.settings_shown(task.settings),
        synonyms=None if server else told_about.file_digest(task.settings.synonyms),
        server=server.address if server else None,
        cases=CasesAsked(
            files=task.files,
            version=task.version,
            sha256=told_about.lines_digest(lines),
            count=len(lines),
            part=task.part,
        ),
        index=index,
        workers=task.workers or _workers(task, len(lines)),
        started=_now(),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _workers(task: Task, cases: int) -> int:
    """Return how many cases to answer at a time: a chat model or a server is waited for, the rest is work."""
    if task.url or endpoint_of(task.settings):
        return min(_REPLIES_AT_ONCE, cases)
    return max(1, min(os.cpu_count() or 1, _PROCESSES, cases // _CASES_A_PROCESS))


Ask = Callable[[Sequence[Case]], Iterator[Row]]


@contextmanager
def _pool(settings: Settings, server: Server | None, workers: int, cases: int) -> Iterator[Ask]:
    """Yield what answers cases, in the order they are done."""
    workers = min(workers, cases)
    if server or endpoint_of(settings) or workers == 1:
        opened = None if server else open_for_answers(settings)
        asker: Asker = server or InProcess(opened.responder)  # type: ignore[union-attr]
        try:
            with ThreadPoolExecutor(workers) as threads:
                yield lambda left: _as_done(threads, asker, left)
        finally:
            if opened:
                opened.store.close()
    else:
        # Processes that share no state with this one behave the same on every system.
        with ProcessPoolExecutor(workers, get_context("spawn"), open_in_process, (settings,)) as processes:
            yield lambda left: _as_done(processes, ask_in_process, left)


def _as_done(pool: Executor, asker: Callable[[Case], Row], cases: Sequence[Case]) -> Iterator[Row]:
    futures: list[Future[Row]] = [pool.submit(asker, case) for case in cases]
    try:
        for future in as_completed(futures):
            yield future.result()
    except BrokenProcessPool as error:
        raise Unanswerable(
            "a process that answers has died; expected all to last, which takes 0.5 GB of memory each; run the same command "
            "again to go on, with --workers 1 where memory is short"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
