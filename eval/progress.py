"""Show how far a run is: a bar on a terminal, a line now and then otherwise."""

import time
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from eval.row import Row

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY_SECONDS = 10.0


class ShownRun:
    """The progress of a run on standard error."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._total = self._done = self._errors = 0
        self._last = time.monotonic()

    def __enter__(self) -> "ShownRun":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def start(self, total: int, done: int) -> None:
        """Begin with so many cases, some of them answered before."""
        self._stop()
        self._total, self._done, self._errors = total, done, 0
        if done:
            self.tell(f"{done} of {total} cases were answered before")
        if self._console.is_terminal and done < total:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task("answer", total=total, completed=done)
            self._bar.start()

    def case(self, row: Row) -> None:
        """Count an answered case."""
        self._done += 1
        self._errors += row.error is not None
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1)
        late = time.monotonic() - self._last > _EVERY_SECONDS
        if self._done == self._total or (late and self._bar is None):
            self._last = time.monotonic()
            failed = f", {self._errors} with an error" if self._errors else ""
            self.tell(f"{self._done}/{self._total} cases answered{failed}")

    def tell(self, text: str) -> None:
        """Say something in words."""
        self._console.print(Text(text), soft_wrap=True)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
