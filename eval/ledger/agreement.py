"""Compare drawn commitments with labelled ones: which figures were found, and which of their fields agree.

`python -m eval.ledger.agreement LABELS FOLDER` prints the figures.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from eval.errors import EvalError
from eval.intervals import interval
from eval.ledger.labels import Half, LabelledRow, Span, read_spans
from ingest.commitments.commitment import Commitment
from ingest.document import read_document
from ingest.origin import File
from ingest.sources import Source
from ingest.table_row import read_row
from vectorstore.tokens import normalise, tagged

_SPACE = re.compile(r"\s")
_DIGIT = re.compile(r"[\d一二两三四五六七八九十百千万]")
_FIELDS = ("year", "comparator", "kind", "departments", "subject")


class Pair(NamedTuple):
    """A labelled row with the drawn one at its place; None where there is none."""

    span: str
    label: LabelledRow | None
    drawn: Commitment | None

    def agrees(self, field: str) -> bool:
        """Tell whether a field of both is the same; a subject by its head noun."""
        if self.label is None or self.drawn is None:
            return False
        if field == "subject":
            return same_head(self.label.subject, self.drawn.subject)
        if field == "departments":
            return {normalise(name) for name in self.label.departments} == {
                normalise(name) for name in self.drawn.departments
            }
        return bool(getattr(self.label, field) == getattr(self.drawn, field))


def same_head(one: str, other: str) -> bool:
    """Tell whether two subjects share their head noun: the last noun of one stands in the other."""
    first, second = normalise(one), normalise(other)
    return _head(first) in second or _head(second) in first


def _head(subject: str) -> str:
    nouns = [word.text for word in tagged(subject) if word.kind[:1] in "nvjl" and len(word.text) > 1]
    return nouns[-1] if nouns else subject


def pairs_of(spans: Iterable[Span]) -> list[Pair]:
    """Draw the commitments of the files of some spans and pair them with the labels by place."""
    drawn: dict[Path, tuple[Commitment, ...]] = {}
    found: list[Pair] = []
    for span in spans:
        if span.path not in drawn:
            drawn[span.path] = read_document(Source(File(span.path), span.path.stem), "-").commitments
        found += _paired(span, drawn[span.path])
    return found


def _paired(span: Span, commitments: Sequence[Commitment]) -> list[Pair]:
    inside = _placed(_SPACE.sub("", span.text), commitments)
    labels = list(span.labelled.rows)
    pairs: list[Pair] = []
    text = _SPACE.sub("", span.text)
    for label in labels:
        place = _first_digit(text, label.at)
        at_place = inside.get(place, [])
        best = max(at_place, key=lambda row: same_head(label.subject, row.subject), default=None)
        if best is not None:
            at_place.remove(best)
        pairs.append(Pair(span.labelled.id, label, best))
    pairs += [Pair(span.labelled.id, None, row) for rows in inside.values() for row in rows]
    return pairs


def _placed(text: str, commitments: Sequence[Commitment]) -> dict[int, list[Commitment]]:
    """Return the commitments whose sentence stands in a text, by the place of the first digit of their value."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    used = 0
    last: tuple[int, int] = (-1, -1)
    for row in commitments:
        sentence = _SPACE.sub("", row.sentence)
        if row.sentence_start == last[0]:
            begin = last[1]
        else:
            begin = text.find(sentence, used)
            last = (row.sentence_start, begin)
            if begin >= 0:
                used = begin + len(sentence)
        if begin < 0:
            place = _in_table(text, row)
            if place is not None:
                found[_first_digit(text, place)].append(row)
            continue
        inside = len(_SPACE.sub("", row.sentence[: row.start - row.sentence_start]))
        found[_first_digit(text, begin + inside)].append(row)
    return found


def _in_table(text: str, row: Commitment) -> int | None:
    """Return where the value of a table row stands in a text that prints the table with bars, None where it does not."""
    read = read_row(row.sentence)
    if read is None:
        return None
    cells = [_SPACE.sub("", cell.text) for cell in read.cells]
    before = sum(cell.end < row.start - row.sentence_start for cell in read.cells)
    line = re.compile(r"\|+".join(re.escape(cell) for cell in cells))
    match = line.search(text)
    if match is None or before >= len(cells):
        return None
    begin = match.start()
    for cell in cells[:before]:
        begin = text.index(cell, begin) + len(cell)
    return text.index(cells[before], begin)


def _first_digit(text: str, start: int) -> int:
    match = _DIGIT.search(text, start)
    return match.start() if match else start


def figures(pairs: Sequence[Pair]) -> dict[str, object]:
    """Sum pairs up: recall and precision of figures, agreement of fields where both have a row; 95 % intervals."""
    labelled = [pair for pair in pairs if pair.label]
    drawn = [pair for pair in pairs if pair.drawn]
    both = [pair for pair in labelled if pair.drawn]
    if not labelled or not drawn:
        raise EvalError("nothing to compare: found no labelled or no drawn rows, expected both")
    measured: dict[str, object] = {
        "recall": _share([pair.drawn is not None for pair in labelled]),
        "precision": _share([pair.label is not None for pair in drawn]),
    }
    with_department = [pair for pair in both if pair.label and pair.label.departments]
    measured.update({field: _share([pair.agrees(field) for pair in both]) for field in _FIELDS})
    if with_department:
        measured["departments, where some are labelled"] = _share(
            [pair.agrees("departments") for pair in with_department]
        )
    return measured


def _share(values: Sequence[bool]) -> dict[str, float]:
    found = interval([float(value) for value in values])
    mean = sum(values) / len(values)
    return {"mean": round(mean, 4), "low": round(found.low, 4), "high": round(found.high, 4), "n": len(values)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, compare, print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.ledger.agreement", description="Commitments against labels.")
    parser.add_argument("labels", type=Path, help="labelled spans, one JSON object a line")
    parser.add_argument("folder", type=Path, help="the folder that the labelled files stand in")
    parser.add_argument("--half", choices=["tune", "final"], help="only the spans of one half")
    parser.add_argument("--misses", action="store_true", help="also print what does not agree")
    given = parser.parse_args(arguments)
    half: Half | None = given.half
    try:
        pairs = pairs_of(read_spans(given.labels, given.folder, half))
        found = figures(pairs)
    except EvalError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if given.misses:
        for pair in pairs:
            wrong = [field for field in _FIELDS if not pair.agrees(field)]
            if wrong:
                sys.stderr.write(f"{pair.span} {wrong} LABEL {pair.label} DRAWN {_brief(pair.drawn)}\n")
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


def _brief(row: Commitment | None) -> str:
    if row is None:
        return "none"
    return f"{row.value} | {row.subject} | {row.comparator} | {row.year} | {row.kind} | {row.departments} | {row.sentence[:80]}"


if __name__ == "__main__":
    sys.exit(main())
