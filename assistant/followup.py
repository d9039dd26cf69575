"""Turn a follow-up into a question that stands alone, from the history and without a model."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from ingest.regions import find_regions, short_name

_OPENING = re.compile(r"^(?:那么?|还有|另外|再问一?下?|请问|至于|关于)[，,]?\s*")
_PRONOUN = re.compile(
    r"(?:这|那|该|此)(?:件事|事儿?|项|个|些|一项|里|方面|目标|工程|项目|任务|指标|工作|政策)?(?=归|由|是|要|有|的|到|在|怎|什|哪|谁|，|,|[？?]|$)|它们?|其(?=[中他]?(?:中|责|牵|目|标))"
)
_ASKS = re.compile(r"多少|几|哪|谁|什么|何时|怎|如何|吗|是否|有没有|牵头|负责|多大|多长|多高")
_YEAR = re.compile(r"(?:19|20)\d{2}年?|[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:期间|时期|末)?")
_ENDING = re.compile(r"(?:那?(?:一)?项|这?方面|这?块)?[呢吧]?[？?。!！]*$")
_PARTICLES = re.compile(r"[到在至于年的那呢？?。，,末]|又|还|目标|是|要")
_FRAME = re.compile(
    r"(?P<frame>(?:又|是|要|应|应该|具体)?(?:由|归)?(?:谁|哪(?:些|个|几个|几家|两家|一?家)?(?:部门|单位|局|机构)?)(?:来)?(?:牵头|负责|管|主管|承担|落实)?[^，。]{0,6}|"
    r"(?:的)?(?:责任部门|责任单位|牵头单位|牵头部门)[^，。]{0,6}|(?:要|应|需|将|目标)?(?:是|达到|为|有|投|增|建|打通|完成)?多少[^，。]{0,6}|(?:什么时候|何时|哪年|哪一年)[^，。]{0,12}|(?:是什么意思|指什么|是指什么|有哪些|包括哪些|是什么)[^，。]{0,4})[？?。]*$"
)
_PART_ENDS = re.compile(r"((?:19|20)\d{2}年?|[，,的到]|产值|行业|目标)")
_KEPT_TURNS = 6


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out taken from the latest earlier question; unchanged when it needs nothing."""
    asked = question.strip()
    previous = next((turn.question.strip() for turn in reversed(history[-_KEPT_TURNS:]) if turn.question.strip()), "")
    if not previous:
        return asked
    if len(history) > 1:
        previous = standalone_question(previous, history[:-1])
    body = _OPENING.sub("", asked)
    opened = body != asked
    topic = _ENDING.sub("", body).strip()
    if _PRONOUN.search(body) and _ASKS.search(body):
        return _with_topic(body, previous)
    bare = _PARTICLES.sub("", _YEAR.sub("", topic))
    if _YEAR.search(topic) and len(bare) <= 1:
        return _swap_year(topic, previous)
    regions = find_regions(topic)
    if regions and len(bare.replace(short_name(regions[0]), "").replace("市", "")) <= 1:
        return _swap_region(regions[0], previous)
    if not _ASKS.search(topic) and (opened or asked.endswith(("呢", "呢?", "呢？")) or len(topic) <= 8):
        return _swap_topic(topic, previous)
    return body if opened else asked


def _swap_topic(topic: str, previous: str) -> str:
    """Put a new topic in the place of the earlier one: the part of the earlier question that is most like it."""
    parts = [part for part in _PART_ENDS.split(previous) if part]
    alike = [
        (len(set(topic) & set(part)), part) for part in parts if not _YEAR.fullmatch(part) and not _ASKS.search(part)
    ]
    shared, part = max(alike, default=(0, ""), key=lambda pair: pair[0])
    if shared >= 2:
        return previous.replace(part, topic, 1)
    frame = _FRAME.search(previous)
    if frame:
        years = "".join(match.group() for match in _YEAR.finditer(previous[: frame.start()]))
        return f"{years}{topic}{frame['frame'].rstrip('？?。')}？"
    return f"{topic} {previous}"


def _with_topic(body: str, previous: str) -> str:
    """Put the topic of the earlier question in the place of a pronoun."""
    frame = _FRAME.search(previous)
    topic = (previous[: frame.start()] if frame else previous).strip("？?。，, 的")
    return _PRONOUN.sub(topic, body, count=1)


def _swap_year(topic: str, previous: str) -> str:
    match = _YEAR.search(topic)
    if match is None:
        return topic
    year = match.group()
    if not _YEAR.search(previous):
        return f"{topic}，{previous}"
    if year.isdigit():
        year += "年"
    return _YEAR.sub(year, previous, count=1)


def _swap_region(region: str, previous: str) -> str:
    for earlier in find_regions(previous):
        for name in (earlier, short_name(earlier)):
            if name in previous:
                return previous.replace(name, region, 1)
    return f"{region}{previous}"
