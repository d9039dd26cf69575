"""Write Chinese text in simplified characters, whatever script it was typed or printed in."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# Characters only, so that neither a null nor half of a pair of surrogates ever reaches the converter.
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def simplified(text: str) -> str:
    """Return the text in simplified characters, each in its old place.

    Words stay those of the author: what is called otherwise in Taiwan or Hong Kong is not put into mainland words.
    """
    return _HAN.sub(_fold, text) if _foreign().search(text) else text


def is_traditional(text: str) -> bool:
    """Tell whether a text holds characters that simplified script writes otherwise."""
    return simplified(text) != text


@cache
def _foreign() -> re.Pattern[str]:
    """Return what finds a character that GB 2312, the characters of simplified script, does not have."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    simple = b"".join(rows).decode("gb2312", "ignore")
    gaps = []
    first = 0x3400
    for code in [*sorted(map(ord, simple)), 0xA000]:
        if code > first:
            gaps.append(f"{chr(first)}-{chr(code - 1)}")
        first = code + 1
    return re.compile(f"[{''.join(gaps)}\U00020000-\U0003ffff]")


def _fold(match: re.Match[str]) -> str:
    run = match.group()
    if not _foreign().search(run):
        return run
    for converter in _converters():
        folded: str = converter.convert(run)
        # Offsets into a document hold for its folded text only as long as no character comes or goes.
        run = folded if len(folded) == len(run) else run
    return run


@cache
def _converters() -> "tuple[OpenCC, OpenCC]":
    """Return converters from the characters of Taiwan and of Hong Kong, in the order in which both together err least."""
    from opencc import OpenCC

    return OpenCC("tw2s"), OpenCC("hk2s")
