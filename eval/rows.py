"""The rows of a run on disk: read them, put right what a stopped run left, add to them."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.errors import UnreadableRun
from eval.row import Row


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file; raises UnreadableRun naming the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRun(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'}); expected the rows of a run; run "
            "`plans eval answer` first"
        ) from error
    return [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str) -> Row:
    try:
        return Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "line"
        raise UnreadableRun(
            f"{path}, line {number}: {where}: {first['msg']}; expected an answer with id and seconds, one JSON object a line; "
            "run `plans eval answer` again, which asks what is missing"
        ) from error


def kept_rows(path: Path) -> list[Row]:
    """Return the rows to be kept of a run that may have been stopped, and leave only these in the file.

    A last line that was only half written goes, and so do rows with an error, so that their cases are asked again.
    """
    if not path.exists():
        return []
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    lines = whole.decode("utf-8", "replace").split("\n")
    rows = [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    kept = [row for row in rows if row.error is None]
    if len(whole) < len(data) or len(kept) < len(rows):
        write_lines(path, kept)
    return kept


def write_lines(path: Path, records: Sequence[BaseModel]) -> None:
    """Write records one a line, all at once."""
    new = path.with_name(path.name + ".new")
    new.write_text("".join(record.model_dump_json() + "\n" for record in records), encoding="utf-8")
    new.replace(path)
