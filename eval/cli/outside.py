"""The commands for sets of questions made elsewhere: `plans eval squad` and `stard`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.cli.group import FILE, evaluation, one_sentence, tell

if TYPE_CHECKING:
    from eval.outside.figures import OutsideFigure

_json = click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")


@evaluation.command()
@click.argument("file", type=FILE)
@click.option("--first", type=click.IntRange(0), default=0, help="Ask only so many questions.")
@click.option(
    "--answers", type=FILE, help="Judge the answers of another program instead: a JSON object of texts by id."
)
@click.option("--out", type=FILE, help="Write what came of every question to this file, as JSON lines.")
@_json
def squad(file: Path, first: int, answers: Path | None, out: Path | None, as_json: bool) -> None:
    """Answer each question of FILE, in the format of SQuAD (CMRC, DRCD), from its paragraph; exact match and F1."""
    from eval.outside.spans import figures, lines, predictions
    from eval.outside.spans import squad as answered

    with one_sentence():
        judged = predictions(file, answers) if answers else answered(file, tell, first)
        if out:
            _write(out, lines(judged))
    _print(file.stem, figures(judged), as_json)


@evaluation.command()
@click.argument("folder", metavar="DIR", type=FILE)
@_json
def stard(folder: Path, as_json: bool) -> None:
    """Look for the articles that answer the questions of STARD in DIR; recall, reciprocal rank and nDCG."""
    from assistant.settings import load
    from eval.outside.articles import figures
    from eval.outside.articles import stard as found
    from vectorstore.cross_encoder import make_reranker
    from vectorstore.embed import make_embedder

    with one_sentence():
        settings = load()
        reranker = make_reranker(settings.reranker_model)
        measured = found(folder, make_embedder(settings.embedding_model), tell, reranker)
    _print("STARD", figures(measured), as_json)


def _write(out: Path, text: str) -> None:
    from eval.errors import EvalError

    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvalError(
            f"{out} cannot be written ({error.strerror}); expected a file in a folder that exists"
        ) from error


def _print(title: str, found: "Sequence[OutsideFigure]", as_json: bool) -> None:
    from eval.outside.figures import as_data, markdown

    if as_json:
        click.echo(json.dumps(as_data(title, found), ensure_ascii=False, indent=2))
    else:
        click.echo(markdown(title, found).rstrip())
