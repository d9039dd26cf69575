"""Tell a passage that explains a term from one that only mentions it."""

import re
from collections import Counter

_MARKS = re.compile(r"[“”\"「」『』‘’'《》\s]")
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "双": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "多": 2,
}
_COUNTED = re.compile(
    r"([一二两双三四五六七八九十多])((?![一二两双三四五六七八九十])[\u4e00-\u9fff](?:(?![一二两双三四五六七八九十])[\u4e00-\u9fff]){0,2})"
)
_EXPLAINS = r"(?:是指|指的是|即|就是|简称|包括|分为|主要(?:是|指|包括)|指|：|:|——|，即|\(|（)"
_WINDOW = 260


def bare(text: str) -> str:
    """Drop quotation marks and spaces, so that a term is found however it is printed."""
    return _MARKS.sub("", text)


def counted_parts(term: str) -> list[tuple[int, str]]:
    """Split a coined term into counts and heads ("一圈三区" -> [(1, "圈"), (3, "区")]); [] when it is not one.

    "三大园区" is no coined term but a count of things that are listed beside it.
    """
    term = bare(term)
    if re.search(r"[一二两三四五六七八九十\d][大个项条种类]", term):
        return []
    parts = [(_NUMERALS[match[1]], match[2]) for match in _COUNTED.finditer(term)]
    covered = sum(1 + len(head) for _, head in parts)
    return parts if parts and covered >= len(term) - 2 and len(term) <= 14 else []


def explains(term: str, text: str) -> float:
    """Say how well a text explains a term: 1 explains, 0.5 may, 0 only mentions it or does not hold it.

    A coined term with counts ("一圈三区") is explained where each head stands often enough near it; a term of figures
    ("3215") only by explaining words.
    """
    name, plain = bare(term), bare(text)
    if not name:
        return 0.0
    parts = counted_parts(name)
    places = [match.start() for match in re.finditer(re.escape(name), plain)]
    if not places:
        return 0.8 if sum(count for count, _ in parts) >= 3 and _enumerates(parts, plain) else 0.0
    for place in places:
        around = plain[max(0, place - _WINDOW) : place] + "|" + plain[place + len(name) : place + len(name) + _WINDOW]
        after = plain[place + len(name) : place + len(name) + 40]
        if _coined(parts):
            if _counts_hold(parts, around) or _summed_up(parts, plain[max(0, place - _WINDOW) : place]):
                return 1.0
            continue
        if re.match(rf"[^，,。；;]{{0,6}}?{_EXPLAINS}", after):
            return 1.0
        if place == 0 and re.match(r"[^，,。；;、]{0,6}[。：:]", after):
            return 1.0
    if _coined(parts):
        return 0.0
    if re.fullmatch(r"[\d.+-]+", name):
        return 0.0
    return 0.5


def _summed_up(parts: list[tuple[int, str]], before: str) -> bool:
    """Tell whether as many things as a term counts stand in a row right before it ("甲、乙和丙“三统一”")."""
    clause = re.split(r"[。；;，,：:]", before)[-1]
    return len(parts) == 1 and len(re.split(r"[、和及与+]", clause)) == parts[0][0]


def _coined(parts: list[tuple[int, str]]) -> bool:
    return len(parts) >= 2 or any(count > 1 for count, _ in parts)


def _enumerates(parts: list[tuple[int, str]], text: str) -> bool:
    """Tell whether one enumeration lists exactly the things a coined term counts, each under its head."""
    for clause in re.split(r"[。；;，,：:|]", text):
        items = clause.split("、")
        if len(items) == sum(count for count, _ in parts):
            held = [sum(head[-1] in item for item in items) >= count for count, head in parts]
            if all(held):
                return True
    return False


def _counts_hold(parts: list[tuple[int, str]], text: str) -> bool:
    """Tell whether the text names as many things of each head as the term counts."""
    wanted = Counter[str]()
    for count, head in parts:
        wanted[head[-1]] += count
    return all(text.count(head) >= count for head, count in wanted.items())
