"""The part of a set that is asked at every change is the same everywhere, and has every type in it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.cases import Case, kept_back
from eval.errors import UnreadableCases
from eval.golden import fast_part, golden_set, part_of, read_sets
from eval.report.figures import type_title

ROOT = Path(__file__).parents[2]
SIZES = {"figure": 200, "list": 60, "far": 40, "injection": 6, "follow_up": 6}
CASES = [
    Case(id=f"{kind}-{number}", question="？", type=kind, answerable=False)
    for kind, size in SIZES.items()
    for number in range(size)
]


def test_the_part_has_every_type_by_its_share() -> None:
    counts = Counter(case.type for case in fast_part(CASES))
    assert counts == {"figure": 38, "list": 12, "far": 8, "injection": 2, "follow_up": 2}


def test_nothing_that_is_kept_back_is_asked_at_every_change() -> None:
    assert not any(kept_back(case.id) for case in fast_part(CASES))


def test_the_halves_make_the_whole() -> None:
    halves = [{case.id for case in part_of(CASES, part)} for part in ("open", "kept")]
    assert halves[0] | halves[1] == {case.id for case in CASES}
    assert not halves[0] & halves[1]
    assert part_of(CASES, "all") == CASES


def test_an_empty_part_is_told() -> None:
    kept = [case for case in CASES if kept_back(case.id)]
    with pytest.raises(UnreadableCases, match="the part 'open'"):
        part_of(kept, "open")


def test_the_part_depends_on_nothing_but_the_ids() -> None:
    reversed_part = fast_part([case.model_copy(update={"question": "!"}) for case in reversed(CASES)])
    assert {case.id for case in reversed_part} == {case.id for case in fast_part(CASES)}


def test_another_case_moves_no_more_than_one_of_its_type() -> None:
    more = [*CASES, Case(id="list-new", question="？", type="list", answerable=False)]
    before, after = ({case.id for case in fast_part(cases)} for cases in (CASES, more))
    assert len(before ^ after) <= 2


def test_a_small_set_is_asked_whole() -> None:
    assert fast_part(CASES[:30]) == CASES[:30]


def test_the_golden_set_comes_with_the_program() -> None:
    cases = read_sets([golden_set()])
    assert len(cases) >= 250
    assert 50 <= len(fast_part(cases)) <= 75
    assert {case.type for case in fast_part(cases)} == {case.type for case in cases}


def _readme_rows(name: str) -> list[list[str]]:
    text = (ROOT / name).read_text(encoding="utf-8").partition("<!-- golden set -->")[2].partition("<!-- end -->")[0]
    return [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in text.strip().splitlines()[2:]]


def test_the_table_of_the_readme_is_about_this_set_in_both_languages() -> None:
    cases = read_sets([golden_set()])
    counts = Counter(case.type for case in cases)
    english, chinese = (_readme_rows(name) for name in ("README.md", "README.zh-CN.md"))
    shown = {type_title(kind).en: str(count) for kind, count in counts.items()} | {"all questions": str(len(cases))}
    assert {row[0]: row[1] for row in english} == shown
    assert [row[1:] for row in english] == [row[1:] for row in chinese]


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    line = json.dumps({"id": "same", "question": "？", "answerable": False})
    files = [tmp_path / name for name in ("a.jsonl", "b.jsonl")]
    for path in files:
        path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableCases, match=r"more than one of .*a.jsonl, .*b.jsonl \(same\)"):
        read_sets(files)
