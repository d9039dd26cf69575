"""Find full lists: enumerations inside a sentence, and items that open the paragraphs of a section."""

import re
from collections.abc import Sequence

from ingest.outline import numbering
from ingest.passage import Passage
from ingest.period import chinese_ordinal

_COUNT = re.compile(
    r"([一二两三四五六七八九十]{1,2}|\d{1,2})\s*(?:大|个|项|条|种|类|家|方面|步|点|座|处|所|片|张|批|轮)"
)
_LEAD = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*([^。：:；;，,]{2,30})[。：:]")
_QUOTED_LEAD = re.compile(r"(?:^|[。；;])\s*[“\"]([^”\"]{2,20})[”\"][，,]")
_MARKED = re.compile(r"[“\"「]([^”\"」]{1,16})[”\"」]")
_FEWEST = 2


def asked_count(question: str) -> int | None:
    """Return how many things a question asks for ("三大物流园区" -> 3), None when it does not say."""
    for match in _COUNT.finditer(question):
        value = _value(match.group(1))
        if value >= 2:
            return value
    asked = re.search(r"哪([两二三四五六七八九十])", question)
    return _value(asked.group(1)) if asked else None


_COUNTED_NOUN = re.compile(
    r"([一二两三四五六七八九十]{1,2}|\d{1,2})\s*(?:大|个|项|条|种|类|家|方面)?([\u4e00-\u9fff]{2,4})"
)


def counted_match(question: str, sentence: str) -> float:
    """Say how well a sentence fits the count a question names: 1 it prints the same count of the same noun ("3大物流"
    for "三大物流园区"), 0.6 it enumerates that many things, 0 otherwise."""
    count = asked_count(question)
    if count is None:
        return 0.0
    asked = _COUNTED_NOUN.finditer(_unmarked(question))
    nouns = {match[2][:2] for match in asked if _value(match[1]) == count}
    for match in _COUNTED_NOUN.finditer(_unmarked(sentence)):
        if _value(match[1]) == count and match[2][:2] in nouns:
            return 1.0
    return 0.6 if enumeration_length(sentence) == count else 0.0


_ONE_OF = re.compile(r"[“\"「]([^”\"」]{1,10})[”\"」]等([两二三四五六七八九十]{1,2}|\d{1,2})(?!年|月)")
_LISTED = re.compile(r"^[^，,。；;、]{0,8}?(?:[:：]|——|即|是指|指|分别[是为]|是|为|包括|[(（])")


def names_one_of(question: str) -> bool:
    """Tell whether a question names one of the things it asks to be listed ("“甲”等三个")."""
    return bool(_ONE_OF.search(question))


def lists_counted(question: str, sentence: str) -> bool:
    """Tell whether a sentence lists, right beside their number, as many things as a question counts ("甲、乙、丙三大园区").

    Of a question that names one of them ("“甲”等三个"), a row of as many that holds it.
    """
    example = _ONE_OF.search(question)
    if example:
        rows = re.split(r"[。；;，,：:（(）)]", re.sub(r"[“”\"「」]", "", sentence))
        count = _value(example[2])
        # The first item may carry the verb, the last one what follows.
        return any(
            len(items) == count and any(item.endswith(example[1]) or item.startswith(example[1]) for item in items)
            for items in (row.split("、") for row in rows)
        )
    plain = _unmarked(sentence)
    for asked in _COUNTED_NOUN.finditer(_unmarked(question)):
        count, noun = _value(asked[1]), asked[2][:2]
        if count >= _FEWEST and (_counts_off(noun, count, plain) or _marks_off(noun, count, sentence)):
            return True
        for found in _COUNTED_NOUN.finditer(plain) if count >= _FEWEST else ():
            if _value(found[1]) != count or found[2][:2] != noun:
                continue
            before = re.split(r"[。；;，,：:（(]", plain[: found.start()])[-1]
            after = plain[found.end() :]
            opened = _LISTED.match(after)
            behind = re.split(r"[。；;）)]", after[opened.end() :])[0] if opened else ""
            if any(len(re.split(marks, text)) == count for text in (before, behind) for marks in ("、", "[、和及与]")):
                return True
    return False


def _counts_off(noun: str, count: int, plain: str) -> bool:
    """Tell whether the number stands behind what it counts, and the things behind it ("任务有三项：甲，乙，丙")."""
    for found in re.finditer(rf"{re.escape(noun)}[^，,。；;：:]{{0,6}}?{_COUNT.pattern}[：:]", plain):
        behind = re.split(r"[。；;]", plain[found.end() :])[0]
        if _value(found[1]) == count and any(len(re.split(marks, behind)) == count for marks in ("、", "[，,]")):
            return True
    return False


def _marks_off(noun: str, count: int, sentence: str) -> bool:
    """Tell whether as many names in marks follow a number and what it counts ("三个目标：“甲”“乙”“丙”")."""
    for found in re.finditer(rf"{_COUNT.pattern}[“\"「]?{re.escape(noun)}[^。；;]*", sentence):
        names = [name for name in _MARKED.findall(found.group()) if not name.startswith(noun)]
        if _value(found[1]) == count and len(names) == count:
            return True
    return False


def _unmarked(text: str) -> str:
    return re.sub(r"[“”\"「」‘’\s]", "", text)


def _value(text: str) -> int:
    return int(text) if text.isdigit() else chinese_ordinal(text.replace("两", "二"))


def enumeration_length(sentence: str) -> int:
    """Return the number of items of the longest enumeration in a sentence, 1 without one."""
    pieces = re.split(r"[。；;：:]", sentence)
    by_comma = max((max(piece.count("、"), piece.count("+")) + 1 for piece in pieces), default=1)
    ordinals = len(re.findall(r"[一二三四五六七八九十]是", sentence))
    return max(by_comma, ordinals)


def leads(passages: Sequence[Passage]) -> list[tuple[str, Passage]]:
    """Return the opening phrases of the paragraphs of some passages, each with its passage, in order."""
    found: list[tuple[str, Passage]] = []
    for passage in passages:
        for line in passage.text.split("\n"):
            quoted = _QUOTED_LEAD.findall(line)
            if len(quoted) >= 2:
                found.extend((text, passage) for text in quoted)
                continue
            match = _LEAD.match(line)
            if match and len(line) > match.end() + 4 and numbering(line) not in ("编", "章", "节", "专栏"):
                found.append((match.group(1).strip(), passage))
    return found
