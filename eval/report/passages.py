"""The passages of a run, each kept once and no longer than the page can carry."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from assistant.answer import Citation, RetrievedPassage
from eval.report.marks import spans_of

_WHOLE = 6_000
_CUTS = (1_200, 600, 300, 150, 80)
_MOST_BYTES = 4_000_000


class _Kept(NamedTuple):
    document: str
    section: tuple[str, ...]
    page: int | None
    text: str


class Passages:
    """Number passages as they come; those that people must see whole are kept whole, the rest are cut where there are many."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        self._kept: list[_Kept] = []
        self._whole: set[int] = set()
        self.titles: dict[str, str] = {}

    def add(self, found: Citation | RetrievedPassage, whole: bool) -> int:
        """Return the number of a passage; `whole` keeps its text from being cut."""
        # The text belongs to the identity: a model or a fault may have changed it.
        key = (found.document, found.start, found.end, found.text)
        number = self._numbers.setdefault(key, len(self._kept))
        if number == len(self._kept):
            self._kept.append(_Kept(found.document, tuple(found.section), found.page, found.text))
            self.titles.setdefault(found.document, found.title)
        if whole:
            self._whole.add(number)
        return number

    def table(self) -> list[list[Any]]:
        """Return document, section, page, text and whether the text is cut, for each number."""
        cut = next((cut for cut in _CUTS if self._bytes(cut) <= _MOST_BYTES), _CUTS[-1])
        return [
            [kept.document, list(kept.section), kept.page, text, len(text) < len(kept.text)]
            for kept, text in zip(self._kept, self._texts(cut), strict=True)
        ]

    def _texts(self, cut: int) -> Iterator[str]:
        for number, kept in enumerate(self._kept):
            yield kept.text[: _WHOLE if number in self._whole else cut]

    def _bytes(self, cut: int) -> int:
        return sum(len(text.encode("utf-8", "replace")) for text in self._texts(cut))


def flat_spans(text: str, facts: Iterable[str]) -> list[list[int]]:
    """Return where facts stand in the part of a text that the page shows."""
    return [list(span) for span in spans_of(text[:_WHOLE], facts)]
