"""Find the places that cases name in the passages of a store."""

import re
from collections.abc import Callable, Sequence

from eval.cases import Case, Evidence
from eval.matching import folded, holds
from ingest.passage import Passage

PassagesOf = Callable[[str], Sequence[Passage]]

_PARTS = re.compile(r"\s+[/|>→]\s+|[/|>→]")
_MARKS = re.compile(r"[^\w\u3400-\u9fff]")


def in_section(section: str, passage: Passage) -> bool:
    """Tell whether a passage stands under a trail of headings such as "第一章 发展基础 / 第二节 目标".

    Each part must be a heading above the passage or the beginning of one, or a title inside its text (of a table).
    """
    headings = [_bare(heading) for heading in passage.section]
    return all(_headed(_bare(part), headings, passage) for part in _PARTS.split(section) if _bare(part))


def _headed(part: str, headings: Sequence[str], passage: Passage) -> bool:
    return any(part in heading for heading in headings) or part in _bare(passage.text)


def _bare(text: str) -> str:
    return _MARKS.sub("", folded(text))


def passages_of_place(place: Evidence, docs: Sequence[str], passages_of: PassagesOf) -> list[Passage]:
    """Return the passages a place means, in the order of the document."""
    found = [
        passage
        for document in ([place.document] if place.document else docs)
        for passage in passages_of(document)
        if in_section(place.section, passage)
    ]
    return _quoting(found, place.quote) if place.quote else found


def _quoting(passages: Sequence[Passage], quote: str) -> list[Passage]:
    wanted = folded(quote)
    return [passage for passage in passages if wanted in folded(passage.text)]


def unheld(case: Case, passages: Sequence[Passage]) -> list[str]:
    """Return the facts of a case that none of some passages holds, each by its first wording."""
    texts = [passage.text for passage in passages]
    return [
        wordings[0]
        for wordings in case.wanted
        if not any(holds(text, wording) for wording in wordings for text in texts)
    ]
