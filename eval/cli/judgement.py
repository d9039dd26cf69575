"""The commands that ask nothing: `plans eval score`, `report`, `compare` and `gate`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.cli.group import FELL, FILE, evaluation, one_sentence, tell

if TYPE_CHECKING:
    from eval.finished_run import FinishedRun
    from eval.gate import Fallen
    from eval.score import Score

_run = click.argument("run", type=FILE)
_json = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@evaluation.command()
@_run
@click.option("--judge", is_flag=True, help="Have the chat model of the settings judge faithfulness and relevance too.")
@_json
def score(run: Path, judge: bool, as_json: bool) -> None:
    """Judge the answers of RUN, a folder, without asking again."""
    from assistant.settings import load
    from eval.finished_run import read_run
    from eval.judge_run import judge_run, referee_of
    from eval.run_folder import RunFolder

    with one_sentence():
        judge_run(RunFolder(run), referee_of(load()) if judge else None)
        print_run(read_run(RunFolder(run)), as_json)


@evaluation.command()
@_run
@click.option("--table", is_flag=True, help="Write nothing; print the table by type as Markdown.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", help="Language of the table.")
def report(run: Path, table: bool, language: str) -> None:
    """Write the report of RUN as one HTML page, Markdown and JUnit XML; prints the paths."""
    from eval.finished_run import read_run
    from eval.report.files import write
    from eval.report.markdown import type_table
    from eval.run_folder import RunFolder

    with one_sentence():
        if table:
            click.echo(type_table(read_run(RunFolder(run)), language).rstrip())
        else:
            click.echo("\n".join(map(str, write(RunFolder(run)))))


@evaluation.command()
@_run
@click.option("--gate", "file", type=FILE, help="File of thresholds (default: the one of the golden set).")
@click.option("--reset", is_flag=True, help="Set the thresholds of the file anew, a little short of what RUN reached.")
@_json
def gate(run: Path, file: Path | None, reset: bool, as_json: bool) -> None:
    """Hold RUN against thresholds; exit code 1 and what fell, by how much and over which cases. Writes its report anew."""
    from eval import gate as gates
    from eval.about import read_about
    from eval.finished_run import read_run
    from eval.report.files import write
    from eval.run import gate_of, hold
    from eval.run_folder import RunFolder

    with one_sentence():
        folder = RunFolder(run)
        path = file or gate_of(read_about(folder).cases.part)
        if reset:
            gates.read_gate(path)
            text = gates.reset(path.read_text(encoding="utf-8"), read_run(folder).summary)
            path.write_text(text, encoding="utf-8")
            tell(f"{path} set anew from {run}")
        fallen = hold(folder, path)
        write(folder)
        scores = read_run(folder).scores
    if as_json:
        click.echo(json.dumps(gates.as_json(path.stem, fallen, scores), ensure_ascii=False, indent=2))
    else:
        print_fallen(fallen, scores)
    if fallen:
        raise click.exceptions.Exit(FELL)


@evaluation.command()
@click.argument("run_a", type=FILE)
@click.argument("run_b", type=FILE)
@click.option("--html", "page", type=FILE, help="Write the comparison as one HTML page to this file.")
@_json
def compare(run_a: Path, run_b: Path, page: Path | None, as_json: bool) -> None:
    """Tell what got better and worse from RUN_A to RUN_B, and whether it is more than chance."""
    from eval.compare import compare as compared
    from eval.report import comparison
    from eval.report.files import write_file
    from eval.run_folder import RunFolder

    with one_sentence():
        found = compared(RunFolder(run_a), RunFolder(run_b))
        if page:
            write_file(page, comparison.html(found).encode("utf-8", "replace"))
    if as_json:
        click.echo(json.dumps(comparison.as_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo(comparison.markdown(found).rstrip())


def print_run(run: "FinishedRun", as_json: bool) -> None:
    """Print the figures of a run."""
    from eval.report.markdown import type_table

    if as_json:
        click.echo(run.summary.model_dump_json(indent=2))
    else:
        click.echo(type_table(run, "en").rstrip())


def print_fallen(fallen: "Sequence[Fallen]", scores: "Sequence[Score]") -> None:
    """Print what fell below a gate, one threshold a line, or that nothing did."""
    from eval.gate import blamed

    if not fallen:
        click.echo("gate: every threshold is met")
    for one in fallen:
        found = "not measured" if one.found is None else f"{one.found:.3f}"
        by = "" if one.by is None else f", off by {one.by:.3f}"
        what = "at least" if one.bound == "min" else "at most"
        cases = blamed(one, scores)
        more = f" and {len(cases) - 20} more" if len(cases) > 20 else ""
        named = f": {' '.join(cases[:20])}{more}" if cases else ""
        click.echo(f"FELL {one.scope} {one.measure}: {found}, expected {what} {one.threshold:g}{by} (n {one.n}){named}")
