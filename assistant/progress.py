"""Show the progress of an ingestion: a bar on a terminal, plain lines otherwise."""

import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from assistant.show import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY_LINE_UP_TO = 50
_EVERY_SECONDS = 10.0


class ShownProgress:
    """Progress drawn on standard error."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._total = self._done = 0
        self._last = time.monotonic()

    def __enter__(self) -> "ShownProgress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def start(self, total: int) -> None:
        """Begin a bar of `total` files, on a terminal."""
        self._total = total
        if self._console.is_terminal and total:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("ingest", total=total)
            self._bar.start()

    def page(self, path: str, page: int, pages: int) -> None:
        """Name the page being read beside the bar; without a bar, write a line every ten seconds."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=f"{_name(path)[:30]} {page}/{pages}")
        elif time.monotonic() - self._last > _EVERY_SECONDS:
            self._last = time.monotonic()
            self._console.print(Text(f"{_name(path)}: page {page} of {pages}"), soft_wrap=True)

    def file(self, path: str, outcome: str) -> None:
        """Move the bar on, or write a line (every file of a few, every hundredth of many)."""
        self._done += 1
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=_name(path)[:40])
        elif self._total <= _EVERY_LINE_UP_TO or self._done % 100 == 0 or self._done == self._total:
            outcome = outcome.partition(":")[0]
            self._console.print(Text(f"{self._done}/{self._total} {_name(path)}: {outcome}"), soft_wrap=True)


def _name(path: str) -> str:
    return one_line(Path(path).name)
