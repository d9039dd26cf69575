"""The group `plans eval` and what its commands share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from eval.answer_cases import Task
    from eval.progress import ShownRun
    from eval.run_folder import RunFolder

FILE = click.Path(path_type=Path)
_PARTS = (
    "Ask the half that is open, the half kept back for final figures, or some 60 cases of all types, always the same."
)
# Beside 0 for done and 2 for wrong input: measured, and not good enough.
FELL = 1


class Refused(click.ClickException):
    """An error in what the user gave; shown as one sentence, exit code 2."""

    exit_code = 2


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn the errors users can cause into one sentence on standard error and exit code 2."""
    from assistant.settings import SettingsError
    from eval.errors import EvalError
    from ingest.errors import IngestError
    from vectorstore.errors import StoreError

    try:
        yield
    except (EvalError, IngestError, StoreError, SettingsError) as error:
        raise Refused(str(error)) from error


def tell(text: str) -> None:
    """Say something on standard error."""
    click.echo(text, err=True)


@contextmanager
def shown() -> "Iterator[ShownRun]":
    """Show on standard error how far a run is; where it is stopped, say how to go on."""
    from rich.console import Console

    from eval.progress import ShownRun

    try:
        with ShownRun(Console(stderr=True)) as progress:
            yield progress
    except KeyboardInterrupt:
        tell("stopped; every answer so far is kept, the same command goes on from there (without --fresh)")
        raise click.exceptions.Exit(130) from None


@click.group()
def evaluation() -> None:
    """衡量回答与检索的好坏。 Measure how good answers are, and how well passages are found.

    \b
    plans eval run --samples --out RUN        ask the golden set, judge, report
    plans eval compare RUN_A RUN_B            what got better, what got worse
    """


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which cases to ask of what; hand the command a function that makes the task."""

    @click.option("--documents", type=FILE, multiple=True, help="Ask over these files or folders instead of the store.")
    @click.option("--samples", is_flag=True, help="Ask over the bundled digests, whatever the store holds.")
    @click.option("--url", default="", help="Ask a running server, such as http://127.0.0.1:7860.")
    @click.option("--part", type=click.Choice(["all", "open", "kept", "fast"]), default="all", help=_PARTS)
    @click.option(
        "--workers", type=click.IntRange(0, 64), default=0, help="Answers at a time (0: as the machine allows)."
    )
    @click.option("--store", type=FILE, help="Folder of the index (default: .plans, or PLANS_STORE).")
    @click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages.")
    @wraps(function)
    def with_task(**given: Any) -> Any:
        asked = {
            name: given.pop(name) for name in ("documents", "samples", "url", "part", "workers", "store", "language")
        }
        of_what = [name for name in ("documents", "samples", "url", "store") if asked[name]]
        if len(of_what) > 1:
            raise click.UsageError(
                f"found {' and '.join(f'--{name}' for name in of_what)}, expected at most one of them"
            )
        return function(task=lambda cases: _task(cases, asked), **given)

    return with_task


def _task(paths: Sequence[Path], asked: dict[str, Any]) -> "Task":
    """Return what to ask: the cases of files, or those of the newest golden set, or a part of them."""
    from assistant.settings import load
    from eval.answer_cases import Task
    from eval.golden import golden_set, part_of, read_sets
    from ingest.samples import sample_files

    files = list(paths) or [golden_set()]
    cases = read_sets(files)
    versions = dict.fromkeys(f"{case.set} {case.version}".strip() for case in cases)
    return Task(
        cases=part_of(cases, asked["part"]),
        settings=load(store=asked["store"], language=asked["language"]),
        files=tuple(path.name for path in files),
        version=", ".join(name for name in versions if name) or ", ".join(path.stem for path in files),
        part=asked["part"],
        documents=tuple(sample_files() if asked["samples"] else asked["documents"]),
        url=asked["url"],
        workers=asked["workers"],
    )


def folder_of(path: Path | None, name: str = "") -> "RunFolder":
    """Return the folder of a run, by default one of its own under `runs`."""
    from datetime import datetime

    from eval.run_folder import RunFolder

    return RunFolder(path or Path("runs", f"{name or 'run'}-{datetime.now():%Y%m%d-%H%M%S}"))
