"""The matching rule of the cases: when a text holds a fact."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = re.compile(r"[“”‘’\"'「」]")
_DASHES = re.compile(r"[—–]")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Fold width, case, dashes and quotation marks, and drop white space, so that only what is said is compared."""
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", re.sub(r"\s", "", text)))
    return _DASHES.sub("-", _QUOTES.sub("", compact)).replace("--", "-").lower()


def fact_pattern(fact: str) -> re.Pattern[str] | None:
    """Return what finds a fact in folded text, None where the fact says nothing.

    A figure must not be part of a longer figure (5% is not in 15% or 4.5%).
    """
    wanted = folded(fact)
    if not wanted:
        return None
    before = r"(?<!\d)(?<!\d[.,])" if wanted[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if wanted[-1].isdigit() else ""
    return re.compile(f"{before}{re.escape(wanted)}{after}")


def holds(text: str, fact: str) -> bool:
    """Tell whether a text holds a fact."""
    pattern = fact_pattern(fact)
    return pattern is not None and pattern.search(folded(text)) is not None
