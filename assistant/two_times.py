"""Split a question that asks for the same at two times ("“十三五”末实际多少，2025年目标多少") into one for each."""

import re
from typing import NamedTuple

from assistant.question_head import TIME
from ingest.regions import find_regions, short_name
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

_BEHIND = r"过去|前|头|上一个|之前|以往"
_AHEAD = r"往后|今后|未来|接下来|以后|后|下一个"
_MOMENT = re.compile(
    rf"(?:到|至|在|截至)?(?:(?P<dated>{TIME})|(?P<behind>(?:{_BEHIND})[五三几]年)|(?P<ahead>(?:{_AHEAD})[五三几]年))"
)
_ASKS = re.compile(r"多少|百分之几|几成|几[个家条座所亿万]")
_WANTS = re.compile(r"多少|百分之几|几成|几[个家条座所亿万]|实际|目标|计划|预期|任务|完成|达到|现状|指标")
_ENDS_CLAUSE = re.compile(r"[，,；;。？?]\s*$|多少")
_JOINS = re.compile(r"(?:[与和跟及、/／]|对比|相比|比|再|又|对照|以及|还有|，|,|\s)+$")
_ALIKE = re.compile(r"(?:相比|对比|比起来|比较)?(?:如何|怎么样|怎样|差多少|有什么(?:变化|不同))|分别|各(?:自|是)?")
_ENCLOSED = re.compile(r"《[^》]*》")
_LEAST = 2
# The parts of speech that name things.
_NAMING = "nljz"


class Part(NamedTuple):
    """One of the questions a question was split into, and the words that tell it from the others."""

    name: str
    question: str


def moments_of(question: str) -> tuple[Part, ...]:
    """Return the two questions of a question that asks for a figure at two times, () for any other."""
    plain = _ENCLOSED.sub(lambda match: "□" * len(match.group()), question)
    found = list(_MOMENT.finditer(plain))
    if len(found) != _LEAST or len({match.group() for match in found}) < _LEAST:
        return ()
    first, second = found
    one = _JOINS.sub("", question[first.end() : second.start()])
    two = question[second.end() :].rstrip("？?。 ")
    if not (_WANTS.search(one) and _WANTS.search(two)):
        return ()
    topic = question[: first.start()].rstrip("，,；;：:。？? ")
    if not _content(_placeless(topic), _NAMING + "v"):
        topic += _WANTS.split(one)[0]
    own = bool(_content(_WANTS.sub("", two)) and _ENDS_CLAUSE.search(one))
    later = Part(_name(second), f"{second.group()}{two}？") if own else _moment(second, topic, two)
    return _moment(first, topic, one), later


def _moment(found: re.Match[str], topic: str, rest: str) -> Part:
    """Ask for a topic at one time; a time told by its distance says whether something is behind or ahead."""
    before = _WANTS.split(rest)[0]
    if before and topic.endswith(before):
        rest = rest[len(before) :]
    rest = _ALIKE.sub("", rest).strip("，,；;：:。？? ")
    asked = "" if _ASKS.search(rest) else "是多少"
    tense = "实际" if found["behind"] else "目标" if found["ahead"] else ""
    return Part(_name(found), f"{topic}，{found.group()}{tense}{rest}{asked}？")


def _name(found: re.Match[str]) -> str:
    return found.group().lstrip("到至在")


def _placeless(text: str) -> str:
    for region in find_regions(text):
        text = text.replace(region, "").replace(short_name(region), "")
    return text


def _content(text: str, kinds: str = _NAMING) -> bool:
    """Tell whether a text names a thing."""
    return any(
        word.kind[:1] in kinds and word.kind != "ns" and not is_empty_word(word.text)
        for word in tagged(text)
        if len(word.text) > 1
    )
