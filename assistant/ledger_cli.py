"""The commands `plans commitments …`: read options, call one function, print."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ledger.refining import RefinedStore
    from assistant.ledger.row import CommitmentRow
    from assistant.ledger.series import Series
    from assistant.messages import Language

SHOWN = 200


def print_rows(rows: "Sequence[CommitmentRow]", total: int, form: str, out: Path | None, language: "Language") -> None:
    """Print commitments as a table, JSON or CSV, or write them to a file; a workbook needs a file or a pipe."""
    from assistant.ledger.export import as_csv, as_xlsx
    from assistant.messages import message

    if form == "table" and out is None:
        _table(rows, language)
        if total > len(rows):
            click.echo(message("commitments_more", language, shown=len(rows), total=total), err=True)
        return
    if form == "json":
        dumped = [row.model_dump() for row in rows]
        data = (json.dumps({"total": total, "commitments": dumped}, ensure_ascii=False, indent=2) + "\n").encode()
    else:
        data = as_xlsx(rows, language) if form == "xlsx" else as_csv(rows, language)
    if out is None:
        if form == "xlsx" and sys.stdout.isatty():
            raise click.UsageError("a workbook is no text; found a terminal, expected --out FILE.xlsx or a pipe")
        sys.stdout.buffer.write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise click.UsageError(
            f"{out} cannot be written ({error.strerror}); expected a file in a folder that exists"
        ) from error


def print_series(found: "Sequence[Series]", as_json: bool, language: "Language") -> None:
    """Print the series of an indicator, each with its conflicts."""
    if as_json:
        from assistant.ledger.series import plain

        click.echo(json.dumps({"series": [plain(one) for one in found]}, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    from assistant.messages import message

    console = Console(soft_wrap=False)
    if not found:
        click.echo(message("series_none", language), err=True)
    for one in found:
        title = f"{one.indicator} · {one.region or '?'} · {message(f'measure_{one.measure}', language)}"
        table = Table(title=title, title_justify="left", show_edge=False, header_style="dim")
        for name in ("year", "kind", "value", "plan"):
            table.add_column(message(f"column_{name}", language), overflow="fold")
        for row in one.rows:
            table.add_row(str(row.year), message(f"kind_{row.kind}", language), row.value, f"《{row.title}》")
        console.print(table)
        for conflict in one.conflicts:
            said = "; ".join(f"{row.value}（《{row.title}》）" for row in conflict.rows)
            console.print(
                message("series_conflict", language, year=conflict.year, said=said), style="yellow", soft_wrap=True
            )


def print_refined(done: "RefinedStore", language: "Language") -> None:
    """Say how many rows a model looked at and corrected."""
    from assistant.messages import message

    click.echo(message("ledger_refined", language, rows=done.rows, changed=done.changed, failed=done.failed))


def say_missing(language: "Language") -> None:
    """Say that the files must be read again before there is a ledger."""
    from assistant.messages import message

    click.echo(message("commitments_old_store", language), err=True)


def _table(rows: "Sequence[CommitmentRow]", language: "Language") -> None:
    from rich.console import Console
    from rich.table import Table

    from assistant.messages import message

    table = Table(show_edge=False, header_style="dim", pad_edge=False)
    for name in ("subject", "value", "year", "kind", "departments", "plan"):
        table.add_column(message(f"column_{name}", language), overflow="fold")
    for row in rows:
        departments = "、".join(row.departments)
        year = str(row.year) if row.year else ""
        table.add_row(
            row.subject, row.value, year, message(f"kind_{row.kind}", language), departments, f"《{row.title}》"
        )
    Console().print(table)
