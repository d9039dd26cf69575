"""The commands for files of cases: `plans eval validate` and `convert`."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.cli.group import FELL, FILE, evaluation, one_sentence, tell

if TYPE_CHECKING:
    from vectorstore.catalog import Catalog


@evaluation.command()
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]…")
@click.option("--samples", is_flag=True, help="Also hold the cases against the bundled digests.")
@click.option("--documents", type=FILE, multiple=True, help="Also hold the cases against these files or folders.")
@click.option("--store", type=FILE, help="Also hold the cases against the documents of this store.")
@click.option("--json", "as_json", is_flag=True, help="Print what is wrong as JSON.")
def validate(
    files: tuple[Path, ...], samples: bool, documents: tuple[Path, ...], store: Path | None, as_json: bool
) -> None:
    """Tell everything that is wrong in files of cases (default: the golden set), a line each; exit code 1 if anything is."""
    from eval.authoring.validate import validate as problems_of
    from eval.golden import golden_set

    with one_sentence(), ExitStack() as stack:
        files = files or (golden_set(),)
        catalog = _catalog(stack, samples, documents, store)
        found = [(path, problem) for path in files for problem in problems_of(path, catalog)]
    if as_json:
        told = [{"file": str(path), **problem._asdict()} for path, problem in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for path, problem in found:
            click.echo(problem.told(str(path)))
    tell(f"{len(files)} files, {len(found)} problems")
    if found:
        raise click.exceptions.Exit(FELL)


def _catalog(stack: ExitStack, samples: bool, documents: tuple[Path, ...], store: Path | None) -> "Catalog | None":
    from assistant.opening import open_store
    from assistant.settings import load
    from eval.asking import settings_over
    from ingest.samples import sample_files

    given = [
        name for name, value in {"--samples": samples, "--documents": documents, "--store": store}.items() if value
    ]
    if len(given) > 1:
        raise click.UsageError(f"found {' and '.join(given)}, expected at most one of them")
    if not given:
        return None
    files = sample_files() if samples else documents
    opened = open_store(stack.enter_context(settings_over(load(store=store), files, tell)))
    stack.callback(opened.close)
    return opened.catalog


@evaluation.command()
@click.argument("source", type=FILE, metavar="FROM")
@click.argument("target", type=FILE, metavar="TO")
def convert(source: Path, target: Path) -> None:
    """Write the cases of FROM in the form that TO's suffix names (.jsonl, .csv, .tsv, .xlsx, .ragas.jsonl).

    Where FROM is the folder of a run, its answers go along, which .ragas.jsonl alone has room for.
    """
    from eval.exchange.convert import convert as write
    from eval.exchange.ragas import write_ragas
    from eval.judge_run import read_asked
    from eval.run_folder import RunFolder

    with one_sentence():
        if source.is_dir() and target.name.endswith(".ragas.jsonl"):
            cases, rows = read_asked(RunFolder(source))
            write_ragas(target, cases, {row.id: row for row in rows})
            count = len(cases)
        else:
            count = write(source, target)
    tell(f"{count} cases")
    click.echo(target)
