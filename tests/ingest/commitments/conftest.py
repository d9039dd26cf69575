"""Commitments drawn out of a few sentences of a made-up plan or report."""

from collections.abc import Callable

import pytest

from ingest.commitments.commitment import Commitment
from ingest.commitments.extract import commitments_of
from ingest.passage import Description, Passage

Draw = Callable[..., list[Commitment]]

PLAN = Description("岳阳市第十四个五年规划纲要", "岳阳市", first_year=2021, last_year=2025, kind="规划纲要")
REPORT = Description("2023年岳阳市政府工作报告", "岳阳市", first_year=2023, last_year=2023, kind="工作报告")


def passages_of(*parts: tuple[tuple[str, ...], str]) -> list[Passage]:
    """Return passages that stand one behind the other, each under its headings."""
    made: list[Passage] = []
    start = 0
    for number, (section, text) in enumerate(parts):
        made.append(Passage("岳阳", number, section, start, start + len(text), text, page=number + 1))
        start += len(text) + 1
    return made


@pytest.fixture
def plan() -> Draw:
    """Draw commitments out of a text of a five-year plan of 2021 to 2025."""

    def draw(text: str, *section: str) -> list[Commitment]:
        return list(commitments_of(PLAN, passages_of((section, text))))

    return draw


@pytest.fixture
def report() -> Draw:
    """Draw commitments out of a text of a work report of 2023; without headings it reviews."""

    def draw(text: str, *section: str) -> list[Commitment]:
        return list(commitments_of(REPORT, passages_of((section, text))))

    return draw
