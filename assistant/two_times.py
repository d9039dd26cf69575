"""Split a question that asks for the same at two times ("“十三五”末实际多少，2025年目标多少") into one for each."""

import re
from typing import NamedTuple

from assistant.question_head import TIME
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

_BEHIND = r"过去|前|头|上一个|之前|以往"
_AHEAD = r"往后|今后|未来|接下来|以后|后|下一个"
_MOMENT = re.compile(
    rf"(?:到|至|在|截至)?(?:(?P<dated>{TIME})|(?P<behind>(?:{_BEHIND})[五三几]年)|(?P<ahead>(?:{_AHEAD})[五三几]年))"
)
_ASKS = re.compile(r"多少|百分之几|几成|几[个家条座所亿万]")
_CLAUSE = re.compile(r"[^，,；;。？?：:]+")
_ENCLOSED = re.compile(r"《[^》]*》")
_TENSE = re.compile(r"实际|目标|计划|预期|完成|达到")
_LEAST = 2


class Moment(NamedTuple):
    """What is asked at one time: what to call the time, and the question for it alone."""

    name: str
    question: str


def moments_of(question: str) -> tuple[Moment, ...]:
    """Return the two questions of a question that asks for a figure at two times, () for any other."""
    plain = _ENCLOSED.sub(lambda match: "□" * len(match.group()), question)
    asking = [
        (clause, moment)
        for clause in _CLAUSE.finditer(plain)
        if _ASKS.search(clause.group()) and (moment := _last(clause.group()))
    ]
    if len(asking) != _LEAST or len({moment.group() for _, moment in asking}) < _LEAST:
        return ()
    (one, first), (two, second) = asking
    topic = question[: one.start()].rstrip("，,；;：:。？? ") + one.group()[: first.start()]
    if not _content(topic):
        topic += _ASKS.split(one.group()[first.end() :])[0]
    own = _TENSE.sub("", two.group()[: second.start()] + two.group()[second.end() :])
    later = Moment(_name(second), two.group() + "？") if _content(own) else _moment(second, topic, two.group())
    return _moment(first, topic, one.group()), later


def _last(clause: str) -> re.Match[str] | None:
    found = list(_MOMENT.finditer(clause))
    return found[-1] if found else None


def _moment(found: re.Match[str], topic: str, clause: str) -> Moment:
    """Ask for a topic at one time; a time told by its distance says whether something is behind or ahead."""
    rest = clause[found.end() :]
    before = _ASKS.split(rest)[0]
    if before and topic.endswith(before):
        rest = rest[len(before) :]
    tense = "实际" if found["behind"] else "目标" if found["ahead"] else ""
    return Moment(_name(found), f"{topic}，{found.group()}{tense}{rest}？")


def _name(found: re.Match[str]) -> str:
    return found.group().lstrip("到至在")


def _content(text: str) -> bool:
    """Tell whether a text names a thing."""
    return any(
        word.kind[:1] in "nljz" and word.kind != "ns" and not is_empty_word(word.text)
        for word in tagged(text)
        if len(word.text) > 1
    )
