"""Parts of a question that a rule must leave as they are: figures, years, names of places, and what is quoted."""

import re
from collections.abc import Iterator
from functools import cache

from ingest.regions import find_counties, region_names

# With what they count; a numeral in a word ("一体两翼") is part of a name and stays, too.
_FIGURE = re.compile(r"[\dA-Za-z.,%％]+[\u4e00-\u9fff]?|[〇零一二三四五六七八九十百千万亿两]+[\u4e00-\u9fff]?|百分之.")
_QUOTED = re.compile(r"[“\"「『《‘][^”\"」』》’]*[”\"」』》’]")
# What follows a name of two or three characters and makes it one.
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[县区市镇乡村省]|街道|新区|园区|机场|高速|铁路|大桥|水库)")


@cache
def _regions() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(region_names(), key=len, reverse=True))))


def kept_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that must stay, by start and end."""
    return sorted(set(_spans(text)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_FIGURE, _QUOTED, _NAMED, _regions()):
        yield from (match.span() for match in pattern.finditer(text))
    for county in find_counties(text):
        for match in re.finditer(re.escape(county), text):
            yield match.span()


def is_free(start: int, end: int, kept: list[tuple[int, int]]) -> bool:
    """Tell whether a stretch touches none of those that must stay."""
    return all(end <= first or last <= start for first, last in kept)
