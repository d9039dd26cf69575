"""Tell a passage that explains a term from one that only mentions it."""

import re
from collections import Counter
from collections.abc import Sequence

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
# "多规合一": what is joined, and that it is.
_JOINED = re.compile(
    r"([一二两双三四五六七八九十多])([\u4e00-\u9fff]{1,2})(?:合一|融合|统一|联动|并举|并重|同步|结合|一体|互补|协同)"
)
_EXPLAINS = r"(?:是指|指的是|即|就是|简称|包括|分为|主要(?:是|指|包括)|指|：|:|——|，即|以[^，,。；;]{2,20}为|\(|（)"
_WINDOW = 260


def bare(text: str) -> str:
    """Drop quotation marks and spaces, so that a term is found however it is printed."""
    return _MARKS.sub("", text)


def counted_parts(term: str) -> list[tuple[int, str]]:
    """Split a coined term into counts and heads ("一圈三区" -> [(1, "圈"), (3, "区")]); [] when it is not one.

    "三大园区" is no coined term but a count of things that are listed beside it, "第四代" an ordinal.
    """
    term = bare(term)
    if re.search(r"[一二两三四五六七八九十\d][大个项条种类]|第[一二三四五六七八九十]", term):
        return []
    joined = _JOINED.fullmatch(term)
    if joined:
        return [(_NUMERALS[joined[1]], joined[2])]
    parts = [(_NUMERALS[match[1]], match[2]) for match in _COUNTED.finditer(term)]
    covered = sum(1 + len(head) for _, head in parts)
    return parts if parts and covered >= len(term) - 2 and len(term) <= 14 else []


def part_names(term: str) -> list[str]:
    """Return the parts of a coined term as it prints them ("一圈三区" -> ["一圈", "三区"])."""
    return [match.group() for match in _COUNTED.finditer(bare(term))] if len(counted_parts(term)) > 1 else []


def explains(term: str, text: str) -> float:
    """Say how well a text explains a term: 1 explains, 0.5 may, 0 only mentions it or does not hold it.

    A coined term with counts ("一圈三区") is explained where each head stands often enough near it; a term of figures
    ("3215") only by explaining words.
    """
    name, plain = bare(term), bare(text)
    if not name:
        return 0.0
    parts = counted_parts(name)
    if _parts_told(name, plain) or is_entry(name, text):
        return 1.0
    places = [match.start() for match in re.finditer(re.escape(name), plain)]
    if not places:
        return 0.8 if sum(count for count, _ in parts) >= 3 and _enumerates(parts, plain) else 0.0
    best = 0.0
    for place in places:
        around = plain[max(0, place - _WINDOW) : place] + "|" + plain[place + len(name) : place + len(name) + _WINDOW]
        after = plain[place + len(name) : place + len(name) + 40]
        if _coined(parts):
            if _enumerates(parts, around, "多" in name) or _summed_up(parts, plain[max(0, place - _WINDOW) : place]):
                return 1.0
            if _counts_hold(parts, around):
                best = max(best, 1.0 if _told_at_once(after) else 0.8 if len(parts) > 1 else 0.0)
            continue
        if _told_at_once(after):
            return 1.0
        if place == 0 and re.match(r"[^，,。；;、]{0,6}[。：:]", after):
            return 1.0
    if _coined(parts):
        return best
    if re.fullmatch(r"[\d.+-]+", name):
        return 0.0
    return 0.5


def is_entry(term: str, text: str) -> bool:
    """Tell whether a text has an entry of a glossary for a term: a line that opens with it and says what it is ("6．甲区 指……")."""
    name = re.escape(bare(term))
    lines = re.sub(r"[“”\"「」『』‘’]", "", text).split("\n")
    entry = re.compile(
        rf"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.．、]+)?\s*{name}(?:\s*[：:](?=.{{4}})|[^，。；：:\s]{{0,10}}(?:[：:\s]\s*(?:即|是指|指|就是|包括)|是指|指的是|即|指))"
    )
    return any(entry.match(line) for line in lines)


def _parts_told(name: str, text: str) -> bool:
    """Tell whether a text explains each part of a coined term by itself ("“两芯”即……，“一生态”即……")."""
    names = part_names(name)
    return bool(names) and all(
        any(_told_at_once(text[match.end() : match.end() + 20]) for match in re.finditer(re.escape(part), text))
        for part in names
    )


def _told_at_once(after: str) -> bool:
    return bool(re.match(rf"[^，,。；;]{{0,6}}?{_EXPLAINS}", after))


def _summed_up(parts: list[tuple[int, str]], before: str) -> bool:
    """Tell whether as many things as a term counts stand in a row right before it ("甲、乙和丙“三统一”")."""
    clause = re.split(r"[。；;，,：:]", before)[-1]
    return len(parts) == 1 and len(re.split(r"[、和及与+]", clause)) == parts[0][0]


def _coined(parts: list[tuple[int, str]]) -> bool:
    return len(parts) >= 2 or any(count > 1 for count, _ in parts)


def _enumerates(parts: list[tuple[int, str]], text: str, many: bool = False) -> bool:
    """Tell whether one enumeration lists just the things a coined term counts, each under its head; of `many`, or more."""
    total = sum(count for count, _ in parts)
    for clause in re.split(r"[。；;，,：:|]", text):
        for items in (clause.split("、"), re.split(r"[、和与及]", clause)):
            if len(items) == total or (many and len(items) > total):
                held = [sum(head[-1] in item for item in items) >= count for count, head in parts]
                if all(held):
                    return True
            if len(parts) == 1 and _run_of(parts[0][1][-1], items) == total:
                return True
    return False


def _run_of(head: str, items: Sequence[str]) -> int:
    """Return the length of the longest row of items that all hold a head."""
    longest = run = 0
    for item in items:
        run = run + 1 if head in item else 0
        longest = max(longest, run)
    return longest


def _counts_hold(parts: list[tuple[int, str]], text: str) -> bool:
    """Tell whether the text names as many things of each head as the term counts."""
    wanted = Counter[str]()
    for count, head in parts:
        wanted[head[-1]] += count
    return all(text.count(head) >= count for head, count in wanted.items())
