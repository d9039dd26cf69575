"""Name passages by marks nobody can guess, and make harmless what documents hold."""

import re
import secrets
from collections.abc import Collection

from assistant.orders import FILLER

_ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz"
_WIDE = str.maketrans(
    {"[": "〔", "]": "〕", "【": "〔", "】": "〕", "<": "＜", ">": "＞", "`": "＇", "{": "｛", "}": "｝", "│": "|"}
)
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]|[\U000e0000-\U000e007f]")


def new_marks(count: int, texts: Collection[str]) -> list[str]:
    """Return as many fresh marks, none of which stands in any of the texts."""
    marks: list[str] = []
    while len(marks) < count:
        mark = "p" + "".join(secrets.choice(_ALPHABET) for _ in range(4))
        if mark not in marks and not mark[1:].isalpha() and not any(mark in text for text in texts):
            marks.append(mark)
    return marks


def harmless(text: str) -> str:
    """Return a text whose brackets, angle brackets and fences cannot be taken for marks, roles or delimiters."""
    text = re.sub(f"{FILLER}+", "（此处略去）", _HIDDEN.sub("", text))
    return text.translate(_WIDE)
