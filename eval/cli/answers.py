"""The commands that ask: `plans eval run`, `answer`, `matrix` and `robustness`."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.cli.group import FELL, FILE, asking, evaluation, folder_of, one_sentence, shown, tell

if TYPE_CHECKING:
    from eval.answer_cases import Task
    from eval.finished_run import FinishedRun

MakeTask = Callable[[Sequence[Path]], "Task"]

_cases = click.argument("cases", nargs=-1, type=FILE, metavar="[CASES]…")
_out = click.option("--out", type=FILE, help="Folder of the run (default: a new one under runs).")
_fresh = click.option("--fresh", is_flag=True, help="Throw away the answers the folder holds and ask everything again.")
_json = click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")


@evaluation.command("run")
@_cases
@_out
@_fresh
@click.option("--gate", "gated", is_flag=True, help="Hold the run against the thresholds; exit code 1 where it falls.")
@click.option("--judge", is_flag=True, help="Have the chat model of the settings judge faithfulness and relevance too.")
@_json
@asking
def run_command(
    task: MakeTask, cases: tuple[Path, ...], out: Path | None, fresh: bool, gated: bool, judge: bool, as_json: bool
) -> None:
    """Ask CASES (default: the golden set), judge the answers and write a report; goes on where it was stopped."""
    from eval.cli.judgement import print_fallen, print_run
    from eval.finished_run import read_run
    from eval.run import Also, gate_of, run

    with one_sentence(), shown() as progress:
        asked = task(cases)
        folder = folder_of(out, asked.version.replace(" ", "-"))
        also = Also(fresh, gate_of(asked.part) if gated else None, judge)
        ran = run(asked, folder, progress, also)
        finished = read_run(folder)
    print_run(finished, as_json)
    if gated and not as_json:
        print_fallen(ran.fallen, finished.scores)
    _warn(finished)
    (tell if as_json else click.echo)(f"report: {ran.reports[0]}")
    if ran.fallen:
        raise click.exceptions.Exit(FELL)


@evaluation.command()
@_cases
@_out
@_fresh
@asking
def answer(task: MakeTask, cases: tuple[Path, ...], out: Path | None, fresh: bool) -> None:
    """Ask CASES (default: the golden set) and keep the answers; goes on where it was stopped. Prints the folder."""
    from eval.answer_cases import answer_cases

    with one_sentence(), shown() as progress:
        asked = task(cases)
        folder = folder_of(out, asked.version.replace(" ", "-"))
        answer_cases(asked, folder, progress, fresh)
    click.echo(folder.path)


@evaluation.command()
@_cases
@click.option(
    "--settings", "file", type=FILE, required=True, help="TOML file with a table of settings for every way to answer."
)
@_out
@_fresh
@_json
@asking
def matrix(task: MakeTask, cases: tuple[Path, ...], file: Path, out: Path | None, fresh: bool, as_json: bool) -> None:
    """Run CASES under several settings and set the figures side by side."""
    from eval.matrix import matrix as compared
    from eval.matrix import read_settings
    from eval.matrix_table import as_data, markdown

    with one_sentence(), shown() as progress:
        settings = read_settings(file)
        asked = task(cases)
        folder = folder_of(out, f"matrix-{asked.version}".replace(" ", "-")).path
        entries = compared(asked, settings, folder, progress, fresh)
        text, data = markdown(entries), json.dumps(as_data(entries), ensure_ascii=False, indent=2)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "matrix.md").write_text(text, encoding="utf-8")
        (folder / "matrix.json").write_text(data + "\n", encoding="utf-8")
    click.echo(data if as_json else text, nl=as_json)
    tell(f"{folder / 'matrix.md'}")
    if all(entry.run is None for entry in entries):
        raise click.exceptions.Exit(FELL)


@evaluation.command()
@_cases
@click.option("--rule", "rules", multiple=True, help="Only this rule; may be repeated (default: all).")
@_out
@_json
@asking
def robustness(
    task: MakeTask, cases: tuple[Path, ...], rules: tuple[str, ...], out: Path | None, as_json: bool
) -> None:
    """Ask CASES changed by rule (typos, other wording, width, numerals, distractors, orders, lost evidence); show the drop."""
    from assistant.opening import open_for_answers
    from eval.asking import settings_over
    from eval.robustness.run import RULES
    from eval.robustness.run import robustness as measured
    from eval.robustness.table import as_data, lines, markdown

    unknown = [rule for rule in rules if rule not in RULES]
    if unknown:
        raise click.BadParameter(
            f"found {', '.join(unknown)}, expected some of {', '.join(RULES)}", param_hint="--rule"
        )
    with one_sentence():
        asked = task(cases)
        if asked.url:
            raise click.UsageError("found --url, but a server's documents cannot be changed; leave it out")
        with settings_over(asked.settings, asked.documents, tell) as settings:
            opened = open_for_answers(settings)
            outcomes = measured(asked.cases, opened.store, tell, rules or RULES)
            opened.store.close()
        text, data = markdown(outcomes), json.dumps(as_data(outcomes), ensure_ascii=False, indent=2)
        folder = folder_of(out, f"robustness-{asked.version}".replace(" ", "-")).path
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"robustness.md": text, "robustness.json": data, "cases.jsonl": lines(outcomes)}.items():
            (folder / name).write_text(content, encoding="utf-8")
    click.echo(data if as_json else text.rstrip())
    tell(f"{folder / 'robustness.md'}")


def _warn(run: "FinishedRun") -> None:
    """Say what may make the figures of a run less than they seem."""
    failed = [row for row in run.rows.values() if row.error]
    if failed:
        tell(
            f"{len(failed)} cases could not be asked ({failed[0].error}); they count as failed; the same command asks them again"
        )
    without = [row for row in run.rows.values() if row.mode == "extractive" and row.notice]
    if without:
        tell(f"the chat model was of no use for {len(without)} cases, which got extracted answers: {without[0].notice}")
