"""Exact match and F1 as the evaluation of CMRC 2018 takes them.

Cui et al.: A Span-Extraction Dataset for Chinese Machine Reading Comprehension, EMNLP 2019, section 4.1. Chinese is cut
into characters, everything else into words; marks of punctuation are dropped; F1 counts the longest common run.
"""

import re
from collections.abc import Sequence

from eval.answering import longest_common_run

_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
# Within what is not Chinese: words and numbers whole, any other mark by itself.
_PIECE = re.compile(r"\w+(?:[.,]\d\w*)*|[^\w\s]")
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")


def pieces(text: str) -> list[str]:
    """Cut a text into what F1 counts."""
    found: list[str] = []
    waiting = ""
    for char in text.lower().strip():
        if char in _PUNCTUATION:
            continue
        if _CHINESE.match(char):
            found += [*_PIECE.findall(waiting), char]
            waiting = ""
        else:
            waiting += char
    return found + _PIECE.findall(waiting)


def exact_match(given: str, answers: Sequence[str]) -> float:
    """Return 1 when an answer is one of the references, punctuation and case aside, else 0."""
    return float(any(_bare(given) == _bare(answer) for answer in answers))


def f1(given: str, answers: Sequence[str]) -> float:
    """Return the best F1 of an answer against the references, by the longest run of pieces both hold."""
    return max((_f1(pieces(given), pieces(answer)) for answer in answers), default=0.0)


def _f1(given: Sequence[str], answer: Sequence[str]) -> float:
    shared = longest_common_run(given, answer)
    return 2 * shared / (len(given) + len(answer)) if shared else 0.0


def _bare(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in _PUNCTUATION)
