"""Check a file of cases and tell everything that is wrong with it at once."""

from pathlib import Path

from eval.authoring.check_case import check_line
from eval.authoring.check_set import check_set
from eval.authoring.problem import Problem
from eval.cases import read_lines
from vectorstore.catalog import Catalog


def validate(path: Path, catalog: Catalog | None = None) -> list[Problem]:
    """Return what is wrong with a file of cases, by line; with a catalogue, also what its documents contradict.

    Raises UnreadableCases where the file cannot be read at all.
    """
    lines = read_lines(path)
    problems = [problem for line in lines for problem in check_line(line)]
    problems += check_set(lines)
    if not lines:
        problems.append(Problem(0, "no case", "one JSON object a line", "write the first case; see GUIDE.md"))
    if catalog is not None:
        from eval.authoring.check_store import AgainstStore

        against = AgainstStore(catalog)
        problems += [p for line in lines if line.case for p in against.check(line.number, line.case)]
    return sorted(problems)
