"""Split a question that asks what was planned and what came of it into one for each."""

import re

from assistant.two_times import Part
from ingest.figures import find_figures

_ONCE = r"(?:年初|当初|当年|当时|起初|原先|原本|原来|本来|一开始)"
_PLANNED = re.compile(
    rf"(?:{_ONCE}|原)?(?:所|的)?(?:(?:提出?|设|制|下达|[定订])(?:[下好])?(?:的|了)?)?(?:计划|目标|预期|任务)(?P<rate>增[速幅])?(?:值|数)?(?:[定订设][下好]?的?了?)?[是为]?"
    rf"|{_ONCE}?原定(?:目标)?|{_ONCE}(?:想着?|打算|准备|说要?|要)"
)
_DONE = re.compile(
    r"(?:[到在]?(?:最后|最终|年终|年底|年末|结果|到头来|后来|实际上?|预计)[的上]?){1,2}(?:完成|实现|达到|做到|增长|增速|增幅)?(?:情况|[了值数])?[是为]?"
    r"|(?:完成|实现)(?:情况|[值数])"
)
_JOINS = re.compile(
    r"(?:[是为]?(?:多少|几何|百分之几))?[\s，,、/／；;]*(?:和|与|跟|及|以及|还有|对比|对照|vs)?[\s，,、/／；;]*",
    re.IGNORECASE,
)
_ASKS = re.compile(r"多少|几[个家条座所亿万]|百分之几|几成")
_ENDS = re.compile(r"[\s，,：:；;。？?、的]+$")
_DATED = re.compile(r"(?:19|20)\d{2}年")
_PLAN = re.compile(r"规划|方案|纲要|行动计划|意见")
_LEAST = 2


def planned_and_done(question: str) -> tuple[Part, ...]:
    """Return the two questions, () for a question that does not ask for both of one year."""
    planned = _PLANNED.search(question)
    done = _DONE.search(question, planned.end()) if planned else None
    if planned is None or done is None or len(set(_DATED.findall(question))) != 1 or _PLAN.search(question):
        return ()
    topic = _ENDS.sub("", question[: planned.start()])
    said, after = _ENDS.sub("", question[planned.end() : done.start()]), question[done.end() :]
    if len(topic) <= _LEAST or find_figures(topic):
        return ()
    topic += planned["rate"] or ""
    if done.start() > planned.end() and _JOINS.fullmatch(said):
        return _parts(topic, "是多少", "是多少")
    # "原本想接送多少旅客，结果接送了多少": the first half says of what, the second only that it is asked again.
    if _ASKS.search(said) and _ASKS.search(after):
        return _parts(topic, said, said)
    return ()


def _parts(topic: str, planned: str, done: str) -> tuple[Part, ...]:
    return (Part("定下的目标", f"{topic}目标{planned}？"), Part("实际完成", f"{topic}实际{done}？"))
