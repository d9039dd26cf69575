"""`plans eval retrieval`: how well passages are found."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eval.cli.group import FILE, evaluation, one_sentence, tell

if TYPE_CHECKING:
    from eval.retrieval.compare import Compared
    from eval.retrieval.variants import Variant
    from vectorstore.store import Store


@evaluation.command()
@click.option("--cases", type=FILE, multiple=True, help="Cases over the documents of the store; may be repeated.")
@click.option("--documents", type=FILE, multiple=True, help="Ask over these files or folders instead of the store.")
@click.option("--squad", type=FILE, multiple=True, help="A file in the format of SQuAD; may be repeated.")
@click.option("--stard", type=FILE, help="The folder of the STARD files.")
@click.option("--quick", is_flag=True, help="Leave out no parts of the ranking, which takes most of the time.")
@click.option("--alternatives", is_flag=True, help="Also measure what one would use instead (extra `alternatives`).")
@click.option("--out", type=FILE, help="Write what was found for every question to this file, as JSON lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--store", type=FILE, help="Folder of the index (default: .plans, or PLANS_STORE).")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages.")
def retrieval(as_json: bool, out: Path | None, **given: Any) -> None:
    """Compare ways of finding passages, with each part of the ranking left out in turn."""
    if not (given["cases"] or given["squad"] or given["stard"]):
        raise click.UsageError("nothing to ask: found no --cases, --squad or --stard, expected at least one")
    with one_sentence():
        compared = list(_compared(**given))
        if out:
            _write(out, compared)
    _print(compared, as_json)


def _compared(
    cases: tuple[Path, ...],
    documents: tuple[Path, ...],
    squad: tuple[Path, ...],
    stard: Path | None,
    quick: bool,
    alternatives: bool,
    store: Path | None,
    language: str | None,
) -> "Iterator[Compared]":
    from assistant.opening import open_for_answers
    from assistant.settings import load
    from eval.retrieval.alternatives import LIBRARIES, require
    from eval.retrieval.alternatives import alternatives as others
    from eval.retrieval.compare import case_collections, compare, store_of_documents, store_of_files
    from eval.retrieval.squad import read_squad
    from eval.retrieval.stard import read_stard
    from eval.retrieval.variants import variants
    from vectorstore.cross_encoder import make_reranker
    from vectorstore.embed import make_embedder

    if alternatives:
        require(LIBRARIES)
    settings = load(store=store, language=language)
    embedder = make_embedder(settings.embedding_model)
    reranker = make_reranker(settings.reranker_model)

    def ways(over: "Store", over_plans: bool) -> "list[Variant]":
        return variants(over, over_plans, reranker, not quick) + (others(over) if alternatives else [])

    if cases and documents:
        with store_of_files(documents, embedder, tell) as made:
            yield from compare(case_collections(cases, made), ways(made, over_plans=True), tell)
    elif cases:
        held = open_for_answers(settings).store
        yield from compare(case_collections(cases, held), ways(held, over_plans=True), tell)
    for texts, collection in [*map(read_squad, squad), *([read_stard(stard)] if stard else [])]:
        with store_of_documents(texts, embedder) as made:
            yield from compare([collection], ways(made, over_plans=False), tell)


def _write(out: Path, compared: "list[Compared]") -> None:
    from eval.errors import EvalError
    from eval.retrieval.table import lines

    try:
        out.write_text("".join(lines(found.collection, found.rows) for found in compared), encoding="utf-8")
    except OSError as error:
        raise EvalError(
            f"{out} cannot be written ({error.strerror}); expected a file in a folder that exists"
        ) from error


def _print(compared: "list[Compared]", as_json: bool) -> None:
    from eval.retrieval.table import as_json as figures
    from eval.retrieval.table import markdown

    if as_json:
        found = [figures(one.collection, one.variants, one.kinds) for one in compared]
        click.echo(json.dumps({"collections": found}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(markdown(one.collection, one.variants, one.kinds) for one in compared), nl=False)
