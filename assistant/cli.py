"""The command `plans`: read options, call one function, print."""

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from assistant.ledger.topic import TOPICS

if TYPE_CHECKING:
    from assistant.answer import Answer, Turn
    from assistant.opening import Opened
    from assistant.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")
_SHARED = ("store", "language")


class Refused(click.ClickException):
    """An error in what the user gave; shown as one sentence, exit code 2."""

    exit_code = 2


def _one_sentence(function: Callable[P, R]) -> Callable[P, R]:
    """Turn the errors users can cause into one sentence on standard error and exit code 2."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        from assistant.settings import SettingsError
        from ingest.errors import IngestError
        from vectorstore.errors import StoreError

        try:
            return function(*args, **kwargs)
        except (IngestError, StoreError, SettingsError) as error:
            raise Refused(str(error)) from error

    return guarded


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command takes, and hand it the settings in force."""

    @click.option(
        "--store", type=click.Path(path_type=Path), help="Folder of the index (default: .plans, or PLANS_STORE)."
    )
    @click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages.")
    @wraps(function)
    def with_settings(*args: Any, store: Path | None, language: str | None, **kwargs: Any) -> Any:
        return _one_sentence(_with_settings)(function, args, {"store": store, "language": language}, kwargs)

    return with_settings


def _with_settings(
    function: Callable[..., Any], args: tuple[Any, ...], flags: dict[str, object], kwargs: dict[str, Any]
) -> Any:
    from assistant.settings import load

    return function(load(**flags), *args, **kwargs)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


class _Program(click.Group):
    """The commands of this file, and the evaluation, which nothing imports: it is loaded by name when called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "eval"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "eval":
            evaluation: click.Command = import_module("eval.cli").evaluation
            return evaluation
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="plan-assistant", prog_name="plans")
def main() -> None:
    """回答关于政府发展规划的问题，并给出出处。 Answer questions over government development plans, with sources.

    \b
    plans ingest FILE_OR_FOLDER…       read plans into the index
    plans ask "到2025年地区生产总值目标是多少？"
    """
    # The products that answering takes are small: more threads gain no time, and each waits at full load for the next one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--prune", is_flag=True, help="Remove documents whose file is gone.")
@click.option("--report", "with_quality", is_flag=True, help="Also print how well each document could be read.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_options
def ingest(settings: "Settings", paths: tuple[str, ...], prune: bool, with_quality: bool, as_json: bool) -> None:
    """Read files or folders into the index; what has not changed is not read again."""
    from dataclasses import asdict

    from rich.console import Console

    from assistant.opening import open_store
    from assistant.progress import ShownProgress
    from assistant.show import quality_json, show_quality, show_report
    from vectorstore.build import update

    talk = Console(stderr=True)
    store = open_store(settings)
    with ShownProgress(talk) as progress:
        report = update(store, paths, prune, progress)
    met = {*report.added, *report.changed, *report.unchanged} if with_quality else set()
    judged = [listed for listed in store.catalog.documents() if listed.id in met]
    if as_json:
        quality = {"quality": {listed.id: quality_json(listed.quality) for listed in judged}} if with_quality else {}
        _print_json({**asdict(report), **quality})
    else:
        show_report(Console(soft_wrap=True), talk, report)
        show_quality(Console(soft_wrap=True), judged)
    if report.skipped and not (report.added or report.changed or report.unchanged):
        sys.exit(1)


@main.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@_options
def remove(settings: "Settings", documents: tuple[str, ...], as_json: bool) -> None:
    """Remove documents from the index by the names `plans documents` shows; their files stay."""
    from assistant.opening import open_store

    store = open_store(settings)
    held = {listed.id for listed in store.catalog.documents()}
    unknown = [name for name in documents if name not in held]
    if unknown:
        raise Refused(f"not in the index: {', '.join(unknown)}; expected names that `plans documents` shows")
    with store.writing():
        store.remove(documents)
    if as_json:
        _print_json({"removed": list(documents)})
    else:
        click.echo(f"removed {len(documents)}: {', '.join(documents)}")


@main.group()
def feedback() -> None:
    """What visitors of the web chat said about answers."""


@feedback.command("export")
@_options
def export_feedback(settings: "Settings") -> None:
    """Print feedback that tells what is right as evaluation cases, one JSON object a line, to be reviewed before use."""
    from assistant.feedback import FeedbackBook, case_of

    kept = FeedbackBook(settings.store).all()
    cases = [case for number, given in kept if (case := case_of(number, given))]
    for case in cases:
        click.echo(json.dumps(case, ensure_ascii=False))
    click.echo(f"{len(cases)} cases of {len(kept)} verdicts; the others do not say what is right", err=True)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@_options
def documents(settings: "Settings", as_json: bool) -> None:
    """List what is in the index."""
    from rich.console import Console

    from assistant.opening import open_for_answers
    from assistant.show import documents_json, show_documents

    opened = open_for_answers(settings)
    _say_samples(opened, settings)
    listed = opened.store.catalog.documents()
    if as_json:
        _print_json({"documents": documents_json(listed)})
    else:
        show_documents(Console(), listed)


@main.command()
@click.argument("question")
@click.option("--history", type=click.Path(path_type=Path), help="JSON file with earlier turns: [{question, answer}].")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@_options
def ask(settings: "Settings", question: str, history: Path | None, as_json: bool) -> None:
    """Answer a question with citations."""
    from assistant.opening import open_for_answers

    _check_question(question, settings)
    turns = _read_history(history) if history else []
    opened = open_for_answers(settings)
    _say_samples(opened, settings)
    answer = opened.responder.respond(question, turns)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    else:
        _show(answer, settings)


def _say_samples(opened: "Opened", settings: "Settings") -> None:
    """Tell on standard error what may surprise: that the digests answer."""
    from assistant.messages import message

    if opened.samples:
        click.echo(message("samples_in_use", settings.language, store=settings.store), err=True)


def _check_question(question: str, settings: "Settings") -> None:
    from assistant.messages import message
    from assistant.respond import LONGEST_QUESTION

    if not question.strip():
        raise Refused(message("question_empty", settings.language))
    if len(question) > LONGEST_QUESTION:
        text = message("question_long", settings.language, length=len(question), limit=LONGEST_QUESTION)
        raise Refused(text)


def _read_history(path: Path) -> "list[Turn]":
    from pydantic import TypeAdapter, ValidationError

    from assistant.answer import Turn

    try:
        return TypeAdapter(list[Turn]).validate_json(path.read_bytes())
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}); expected a JSON file of earlier turns") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise Refused(
            f'{path} is not a history ({first["msg"]}); expected [{{"question": "…", "answer": "…"}}, …]'
        ) from error


def _show(answer: "Answer", settings: "Settings") -> None:
    from rich.console import Console

    from assistant.show import show_answer

    show_answer(Console(highlight=False), answer, answer.language)
    if answer.notice:
        click.echo(answer.notice, err=True)


@main.command()
@_options
def chat(settings: "Settings") -> None:
    """Ask turn by turn in the terminal; an empty line or Ctrl-D ends."""
    from assistant.answer import Turn
    from assistant.messages import message
    from assistant.opening import open_for_answers

    opened = open_for_answers(settings)
    _say_samples(opened, settings)
    click.echo(message("chat_hint", settings.language), err=True)
    turns: list[Turn] = []
    while True:
        try:
            question = click.prompt("?", default="", show_default=False, prompt_suffix=" ", err=True).strip()
        except (click.Abort, EOFError):
            break
        if not question:
            break
        answer = opened.responder.respond(question, turns)
        _show(answer, settings)
        turns.append(Turn(question=answer.standalone_question, answer=answer.answer))


@main.group(invoke_without_command=True)
@click.option("--search", default="", help="Words that stand in the commitment or its sentence.")
@click.option("--document", default="", help="Id of a document, or a part of its title.")
@click.option("--region", default="", help="Region, by full or short name.")
@click.option("--year", type=int, help="The year a commitment is for.")
@click.option("--department", default="", help="A department, or a part of its name.")
@click.option("--kind", type=click.Choice(["target", "achieved"]), help="Only targets, or only what was achieved.")
@click.option("--topic", type=click.Choice(TOPICS), help="A field of government, as transport or health.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "xlsx"]), default="table", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option("--limit", type=click.IntRange(min=1), help="How many rows at most (a table: 200).")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many rows.")
@_options
def commitments(settings: "Settings", form: str, out: Path | None, limit: int | None, **wanted: Any) -> None:
    """List quantified commitments: what, how much, by when, by whom."""
    from assistant.ledger.ledger import Wanted, find, is_missing
    from assistant.ledger_cli import SHOWN, print_rows, say_missing
    from assistant.opening import open_for_answers

    if click.get_current_context().invoked_subcommand:
        return
    opened = open_for_answers(settings)
    _say_samples(opened, settings)
    shown = limit or (SHOWN if form == "table" and out is None else None)
    page = find(opened.store, Wanted(**wanted, limit=shown))
    if not page.total and is_missing(opened.store):
        say_missing(settings.language)
    print_rows(page.rows, page.total, form, out, settings.language)


@commitments.command()
@click.argument("indicator")
@click.option("--region", default="", help="Region, by full or short name.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@_options
def compare(settings: "Settings", indicator: str, region: str, as_json: bool) -> None:
    """Follow one indicator through plans and years, with what was reached and where documents disagree."""
    from assistant.ledger.ledger import Wanted, is_missing
    from assistant.ledger.series import series_of
    from assistant.ledger_cli import print_series, say_missing
    from assistant.opening import open_for_answers

    opened = open_for_answers(settings)
    _say_samples(opened, settings)
    found = series_of(opened.store, indicator, Wanted(region=region))
    if not found and is_missing(opened.store):
        say_missing(settings.language)
    print_series(found, as_json, settings.language)


@commitments.command()
@click.option("--document", default="", help="Id of a document, or a part of its title; all where none is given.")
@_options
def refine(settings: "Settings", document: str) -> None:
    """Let the configured chat model correct what the rules read; only what a sentence bears out is taken."""
    from assistant.ledger.refining import refine_store
    from assistant.ledger_cli import print_refined

    print_refined(refine_store(settings, document), settings.language)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=7860, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
@_options
def serve(settings: "Settings", host: str, port: int, open_browser: bool) -> None:
    """Serve the web chat and the REST API on one port."""
    from assistant.serve import serve as run

    run(settings, host, port, open_browser)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@_options
def config(settings: "Settings", as_json: bool) -> None:
    """Show every setting, its value and where it came from."""
    from rich.console import Console

    from assistant.settings import explain
    from assistant.show import show_settings

    given = click.get_current_context().params
    rows = explain(settings, {name: given[name] for name in _SHARED})
    if as_json:
        _print_json(rows)
    else:
        show_settings(Console(), rows)
