"""The golden set that comes with the program, and the parts of a set: which are asked at every change, and which are not."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from eval.authoring.release import newest
from eval.cases import Case, kept_back, read_cases
from eval.errors import UnreadableCases

Part = Literal["all", "open", "kept", "fast"]
_NAME = "golden"
_FAST = 60
_LEAST_OF_A_TYPE = 2


def golden_set() -> Path:
    """Return the file of the newest golden set; raises UnreadableCases where the program came without one."""
    path = newest(_NAME)
    if path is None:
        raise UnreadableCases(
            "no golden set came with this program; expected eval/cases/released.json to list one; name a file of cases"
        )
    return path


def read_sets(paths: Sequence[Path]) -> list[Case]:
    """Return the cases of several files; raises UnreadableCases where two have the same id."""
    cases = [case for path in paths for case in read_cases(path)]
    twice = [name for name, times in Counter(case.id for case in cases).items() if times > 1]
    if twice:
        raise UnreadableCases(
            f"{len(twice)} ids stand in more than one of {', '.join(map(str, paths))} ({', '.join(twice[:5])}); expected "
            "every case to have an id of its own; ask the files one by one, or rename the cases"
        )
    return cases


def part_of(cases: Sequence[Case], part: Part) -> list[Case]:
    """Return a part of a set; raises UnreadableCases where it is empty."""
    found = {
        "all": lambda: list(cases),
        "open": lambda: [case for case in cases if not kept_back(case.id)],
        "kept": lambda: [case for case in cases if kept_back(case.id)],
        "fast": lambda: fast_part(cases),
    }[part]()
    if not found:
        raise UnreadableCases(f"the part '{part}' of {len(cases)} cases is empty; expected some; ask all of them")
    return found


def fast_part(cases: Sequence[Case], size: int = _FAST) -> list[Case]:
    """Return about `size` cases, of every type its share but at least two; which ones depends on their ids alone.

    What is asked at every change is looked at at every change, so none of the half that is kept back is among them.
    """
    if len(cases) <= size:
        return list(cases)
    kinds: dict[str, list[Case]] = {}
    for case in part_of(cases, "open"):
        kinds.setdefault(case.type, []).append(case)
    chosen: set[str] = set()
    for kind, of_kind in kinds.items():
        share = max(_LEAST_OF_A_TYPE, round(size * sum(case.type == kind for case in cases) / len(cases)))
        chosen.update(case.id for case in sorted(of_kind, key=_order)[:share])
    return [case for case in cases if case.id in chosen]


def _order(case: Case) -> str:
    return hashlib.sha256(case.id.encode()).hexdigest()
