"""Know how Chinese characters are pronounced; the only module that knows pypinyin."""

import os
from functools import cache


@cache
def readings(char: str) -> tuple[str, ...]:
    """Return the syllables a character may be read as, with their tones, the usual one first ("长" -> zhang3, chang2)."""
    # Whole phrases, of which only single characters are asked here, would take a third of a second to load.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE3, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(found[0]) if found else ()


@cache
def syllables(char: str) -> tuple[str, ...]:
    """Return the syllables a character may be read as, as typed without tones ("率" -> lu, shuai)."""
    return tuple(dict.fromkeys(plain(reading) for reading in readings(char)))


def plain(syllable: str) -> str:
    """Take the tone off a syllable; ü is typed as v or u, both mean the same here."""
    return syllable.rstrip("012345").replace("ü", "u").replace("v", "u")


def same_sound(one: str, other: str, *, tones: bool) -> bool:
    """Tell whether two texts of the same length sound the same, character by character.

    With tones, both as they are usually read; without, one of them may be read in a less usual way.
    """
    return len(one) == len(other) and all(_alike(a, b, tones) for a, b in zip(one, other, strict=True))


def _alike(one: str, other: str, tones: bool) -> bool:
    if tones:
        return bool(readings(one)) and readings(one)[:1] == readings(other)[:1]
    first, second = syllables(one), syllables(other)
    return bool(first and second) and (first[0] in second or second[0] in first)
