"""Measure whether the right document comes first among many that are nearly the same: `python -m eval.near_duplicates PATH…`.

PATH is a store, or the folders of documents to make one of. Every case names a region and year, or a plan; the same report exists for
other years of that region and for that year of other regions. One half of the cases, fixed by a hash of the question, is
named `kept back`: rules are not to be tuned on it.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer
from assistant.respond import Responder
from ingest.passage import Description
from vectorstore.build import update
from vectorstore.catalog import holds_documents
from vectorstore.embed import bundled
from vectorstore.store import Store

CASES = Path(__file__).parent / "cases" / "near-duplicates.jsonl"
_CATALOGUE = "catalogue.sqlite"
_TOP = 5


class Case(BaseModel):
    """A question, the kind of it, and the documents any of which is the right one."""

    model_config = ConfigDict(extra="forbid")

    id: str
    question: str
    type: str
    docs: list[str]

    @property
    def half(self) -> str:
        """Which half the question belongs to, for good."""
        return "kept back" if hashlib.sha256(self.question.encode()).digest()[0] % 2 else "open"


class Row(NamedTuple):
    """What came of a case; `instead` says how the document that wrongly stood first differs, `cited` is None without an answer."""

    case: Case
    first: bool
    in_five: bool
    cited: bool | None
    instead: str
    found: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """Read cases, one JSON object a line."""
    return [Case.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(case: Case, answer: Answer, descriptions: Mapping[str, Description]) -> Row:
    """Tell where the right document stands among the passages retrieved, and what stood in its place."""
    found = tuple(passage.document for passage in answer.retrieved[:_TOP])
    right = set(case.docs)
    first = bool(found) and found[0] in right
    cited = bool({citation.document for citation in answer.citations} & right) if answer.citations else None
    return Row(
        case, first, bool(right & set(found)), cited, "" if first else _instead(case, found, descriptions), found
    )


def _instead(case: Case, found: Sequence[str], descriptions: Mapping[str, Description]) -> str:
    if not found:
        return "nothing found"
    wanted, got = descriptions.get(case.docs[0]), descriptions[found[0]]
    if wanted is None:
        return "not in the store"
    same_region = got.region == wanted.region
    same_year = (got.first_year, got.last_year) == (wanted.first_year, wanted.last_year)
    if same_region:
        return "same region and years, other document" if same_year else "same region, other year"
    return "same year, other region" if same_year else "other region, other year"


def summary(rows: Iterable[Row]) -> dict[str, float | int]:
    """Return the shares of a group of rows."""
    rows = list(rows)
    answered = [row.cited for row in rows if row.cited is not None]
    return {
        "questions": len(rows),
        "first": round(sum(row.first for row in rows) / len(rows), 3),
        "top 5": round(sum(row.in_five for row in rows) / len(rows), 3),
        "answered": len(answered),
        "cited": round(sum(answered) / len(answered), 3) if answered else 0.0,
    }


def measure(store: Store, cases: Sequence[Case]) -> list[Row]:
    """Ask every case."""
    responder = Responder(store)
    descriptions = {listed.id: listed.description for listed in responder.documents}
    return [judge(case, responder.respond(case.question), descriptions) for case in cases]


def report(rows: Sequence[Row]) -> dict[str, dict[str, float | int]]:
    """Summarise all rows, each half, each type, and count what stood first instead."""
    groups: dict[str, list[Row]] = {"all": list(rows)}
    for row in rows:
        groups.setdefault(row.case.half, []).append(row)
        groups.setdefault(f"type {row.case.type}", []).append(row)
    found: dict[str, dict[str, float | int]] = {name: summary(groups[name]) for name in sorted(groups)}
    found["first instead"] = dict(Counter(row.instead for row in rows if row.instead).most_common())
    return found


def _measured(paths: Sequence[Path], cases: Sequence[Case]) -> list[Row]:
    if len(paths) == 1 and holds_documents(paths[0] / _CATALOGUE):
        with closing(Store(paths[0], bundled())) as store:
            return measure(store, cases)
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder, "store"), bundled())) as store:
        update(store, [str(path) for path in paths])
        store.refresh()
        return measure(store, cases)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the shares as JSON; with `--misses` also the questions of the open half that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="a store, or folders of documents")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--misses", action="store_true", help="print the misses of the open half, one a line")
    given = parser.parse_args(arguments)
    rows = _measured(given.paths, read_cases(given.cases))
    if given.misses:
        for row in rows:
            if row.case.half == "open" and not (row.first and row.cited is not False):
                line = {**row.case.model_dump(), "instead": row.instead, "found": row.found, "cited": row.cited}
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.write(json.dumps(report(rows), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
