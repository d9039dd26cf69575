"""Turn a follow-up into a question that stands alone, from the history and without a model."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.contrasts import exchanged
from assistant.corpus_questions import asks_about_documents
from assistant.guard import declined
from assistant.indicators import indicator_of
from assistant.question_head import PLAN, head_end
from ingest.regions import find_regions, short_name
from vectorstore.retrieve import Retrieved
from vectorstore.tokens import tagged

# So long a piece of a passage in an answer was taken from it.
_QUOTED = 10
_OPENING = re.compile(
    r"^(?:那么?|还有|另外|再问一?下?|请问|至于|关于|再?(?:说说|看看|讲讲|查查|看一下|查一下)|换成|换作|改成|如果是|要是)[，,]?\s*"
)
_PRONOUN = re.compile(
    r"(?:这|那|该|此)(?:一)?(?:件|项|个|些|种|类|里|方面)?(?:事儿?|事情|目标|工程|项目|任务|指标|工作|政策|计划|措施|园区|设施|建设)?"
    r"(?=归|由|是|要|有|的|到|在|怎|什|哪|谁|总|投资|规模|面积|具体|包括|指|完成|建成|何时|，|,|[？?]|$)|它们?|其(?=[中他]?(?:中|责|牵|目|标))"
)
_THERE = re.compile(r"该[市省县区]|那里|那边|当地|这[座个](?:城市|市)|那[座个](?:城市|市)")
_ASKS = re.compile(r"多少|几|哪|谁|什么|何时|怎|如何|吗|是否|有没有|牵头|负责|多大|多长|多高")
_YEAR = re.compile(r"(?:19|20)\d{2}年?|[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:期间|时期|末)?")
_ENDING = re.compile(r"(?:那?(?:一)?项|这?方面|这?块)?[呢吧]?[？?。!！]*$")
_PARTICLES = re.compile(r"[到在至于年的那呢？?。，,末]|又|还|目标|是|要")
_FRAME = re.compile(
    r"(?P<frame>(?:又|是|要|应|应该|具体)?(?:由|归)?(?:谁|哪(?:些|个|几个|几家|两家|一?家)?(?:部门|单位|局|机构)?)(?:来)?(?:牵头|负责|管|主管|承担|落实)?[^，。]{0,6}|"
    r"(?:的)?(?:责任部门|责任单位|牵头单位|牵头部门)[^，。]{0,6}|(?:要|应|需|将|目标)?(?:是|达到|为|有|投|增|建|打通|完成)?多少[^，。]{0,6}|(?:什么时候|何时|哪年|哪一年)[^，。]{0,12}|(?:是什么意思|指什么|是指什么|有哪些|包括哪些|是什么)[^，。]{0,4})[？?。]*$"
)
_PART_ENDS = re.compile(r"((?:19|20)\d{2}年?|[，,的到]|产值|行业|目标)")
# What only asks, without a thing it asks of.
_ASKING = (
    r"由谁|归谁|谁|由?哪[些个几家种项条里年一]*|什么时候|什么|何时|多少|多[大长高久]|几[个家条年项]?|怎么样?|如何|怎样|是否|有没有|吗|呢|"
    r"来|负责|牵头|主管|管理?|落实|承担|完成|建成|完工|竣工|通车|投产|开通|实现|达到|开工|启动|具体|分别|其中|一共|总共|又|还|都|是|有|要|需要?|将|的|为|会|能|包括|指|属于|"
    r"[比高低多少]|[，,。？?！!\s]"
)
_ATTRIBUTE = (
    r"总投资|投资额?|资金|规模|面积|地点|位置|期限|时限|完成时间|时间|责任部门|责任单位|牵头部门|牵头单位|主管部门|负责部门|部门|单位|措施|内容|步骤|标准|要求|"
    r"数量|金额|进度|意义|依据|约束性|预期性|指标|项目|例子|名单|名称"
)
_NOTHING_ELSE = re.compile(rf"(?:{_ASKING}|{_ATTRIBUTE}|{_YEAR.pattern})*")
_ONLY_ATTRIBUTE = re.compile(rf"(?:{_ATTRIBUTE})+")
_WHY = re.compile(r"^(?:这是|那是)?为(?:什么|何|啥)(?:呢|会这样|这样)?[？?。]*$")
_MORE = re.compile(
    r"^(?:那|除此之?外|其他|另外)?[，,]?还有(?:呢|吗|没有|别的|其他|哪些|什么)*(?:的|吗|呢)*[？?。]*$|^(?:其他|别的)(?:的)?呢[？?]*$"
)
_INNER_ASK = re.compile(
    r"(?:有|是|包括|指|要)?(?:多[大长高久]|哪些|哪几[个家种项]|哪[个家]|多少(?:[个家条张所座套项人处]|公里|亿元|万元|平方米|万人|亩|吨)?|什么样的|什么|几[个家条张所座套项])"
)
_ONE_OF_THEM = re.compile(r"^(?:其中(?!一)|第[一二三四五六七八九十\d]+[件项个条类种])")
# "它的产量": another figure of the same thing than the one asked for before.
_HAS_OWN = re.compile(r"(?:它们?|其)的?[\u4e00-\u9fff]{0,6}(?:率|额|值|量|数|面积|里程|规模|投资|收入)")
_MEASURED = re.compile(
    r"(?:的)?(?:总|年)?(?:面积|产值|产量|规模|投资额?|里程|数量|总量|总额|收入|占比|比例)(?:目标|计划|指标)?值?$"
)
_VALUE = re.compile(r"(?:的)?(?:目标值?|实际值?|增速|增幅|总量|完成情况)")
# "县城的是多少": another part, of which the same is asked.
_OF_ANOTHER = re.compile(
    r"^([^，,。？?]{1,10}?)(?:的|那边|这块)(?:话|呢|又?是?(?:要)?多少|有多少|怎么样|如何)[呢吗]?[？?。]*$"
)
_YEAR_BESIDE = re.compile(r"(?:再|那|它的?|到)*(下一年|第二年|次年|后一年|来年|上一年|前一年|上年)(?![（(])")
_AHEAD = re.compile(r"下|第二|次|后|来")
# What a question for another year may say beside it: whether it was planned, and what every figure does.
_ONLY_MOVES = re.compile(
    r"(?:计划|预计|预期|目标|打算|安排|实际|完成|新增|增加|增长|下降|达到|达|实现|安排|要|将|又|则|的|是|多少|几|数|呢|到|[，,？?\s])*"
)
# What is done with things of every sort; a follow-up that says no more names no other thing.
_DONE = re.compile(
    r"[再又还]?(?:这个|该|同样|同一|指标|数字|数值|数|定|定成|定为|计划|预计|预期|目标|打算|安排|准备|实际|完成|新增|增加|增长|下降|达到|实现|启动|开工|开建|建设|建成|新建|改建|改造|加装|安装|投入|投资|推进|实施|"
    r"新开工|继续|再次|数量|规模|面积|多少|转过|转过年|年来|接着|之后|后来|大概|一共|总共|具体)"
)
_TENSES = re.compile(r"计划|预计|预期|目标|打算|安排|实际|完成")
_RESULT_ONLY = re.compile(
    r"(?:那么?|最后|最终|后来|结果)*(?:实际(?:上)?|真正)?(?:的?完成情况|完成|做到|达到|实现|增长)?(?:了|得|的|是|怎么样|如何|情况|呢)*(?:多少|几)?(?:呢|了|的)*[？?。]*"
)
_AIM = re.compile(r"的?(?:主要)?(?:预期|计划|发展)?目标(?:值)?(?:定的?)?")
_SAME_YEAR = re.compile(r"[？?。，,\s](?:也?是?同一?(?:年份?|时期)|还是[这那]一?年|年份?(?:不变|相同|一样))[。？?]*$")
_SAID_THERE = re.compile(r"(?:[定写说提]|要求|规定)(?:的|到的?)?")
_ONLY_ASKS = re.compile(r"(?:又|呢|目标|是|要|的|多少|怎么[样说写定]?|如何|几|吗|[？?。，,])*")
_PLACE_LIKE = re.compile(r"[城区镇乡村县市地]$")
_THING_COUNTED = re.compile(r"多少(?!平方|立方|个百分|[万亿])[^，。？?]{4,}[？?。]*$")
KEPT_TURNS = 6
_SAME_WORDS = 5
_LEAST_MEASURED = 3


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out taken from the turns before it; unchanged when it needs nothing.

    Only the last few turns are looked at; those that asked nothing of the plans are passed over.
    """
    previous = ""
    for turn in history[-KEPT_TURNS:]:
        earlier = turn.question.strip()
        if earlier and not declined(earlier) and not asks_about_documents(earlier):
            previous = _resolved(earlier, previous)
    return _resolved(question.strip(), previous)


def asks_for_more(question: str) -> bool:
    """Tell whether a follow-up asks for what an answer left out ("还有呢？")."""
    return bool(_MORE.match(question.strip()))


def _resolved(asked: str, previous: str) -> str:
    """Complete one question from the one before, which stands alone already."""
    if not previous:
        return asked
    if _WHY.match(asked):
        return f"为什么{_topic(previous)}？"
    if _MORE.match(asked):
        return f"{_topic(previous)}还有哪些？"
    body = _beside(_SAME_YEAR.sub("？", _OPENING.sub("", asked)), previous)
    opened = body != asked
    regions = find_regions(previous)
    if regions and _THERE.search(body) and not find_regions(body):
        return _THERE.sub(regions[-1], body, count=1)
    topic = _ENDING.sub("", body).strip()
    elsewhere = _of_other_plan(body, previous)
    if elsewhere:
        return elsewhere
    if _ONE_OF_THEM.match(body):
        return f"{_topic(previous)}{'的' if body.startswith('第') else '，'}{body}"
    if _PRONOUN.search(body) and _ASKS.search(body):
        return _with_topic(body, previous)
    return _completed(asked, body, topic, previous) or _moved_on(body, opened, topic, previous)


def _beside(body: str, previous: str) -> str:
    """Name the year that a question tells by its place beside that of the question before ("下一年呢")."""
    years = [int(year) for year in re.findall(r"(?:19|20)\d{2}", previous)]
    match = _YEAR_BESIDE.search(body)
    if not years or match is None or _YEAR.search(body):
        return body
    year = years[-1] + (1 if _AHEAD.search(match[1]) else -1)
    return f"{body[: match.start()]}{year}年{body[match.end() :]}"


def _completed(asked: str, body: str, topic: str, previous: str) -> str:
    """Return a question that only changes one part of the earlier one, "" when it does not."""
    bare = _PARTICLES.sub("", _YEAR.sub("", topic))
    if _YEAR.search(topic) and len(bare) <= 1:
        return _swap_year(topic, previous)
    moves = _YEAR.sub("", body)
    if _YEAR.search(body) and _ONLY_MOVES.fullmatch(moves):
        told = _TENSES.search(moves)
        swapped = _swap_year(topic, previous)
        return _YEAR.sub(lambda year: year.group() + told.group(), swapped, count=1) if told else swapped
    again = _of_other_year(body, topic, previous)
    if again:
        return again
    other = _OF_ANOTHER.match(body)
    if other and not _ASKS.search(other[1]) and not _YEAR.search(other[1]) and not find_regions(other[1]):
        return exchanged(previous, other[1]) or _of_part(other[1], previous)
    result = _RESULT_ONLY.fullmatch(body)
    if result and _AIM.search(previous):
        return _AIM.sub("实际", previous, count=1)
    regions = find_regions(topic)
    if regions and len(bare.replace(short_name(regions[0]), "").replace("市", "")) <= 1:
        return _swap_region(regions[0], previous)
    if _VALUE.fullmatch(topic):
        return f"{_topic(previous)}{topic}是多少？"
    if _NOTHING_ELSE.fullmatch(body) and not regions:
        if _ONLY_ATTRIBUTE.fullmatch(topic):
            return f"{_topic(previous)}的{topic}{'有哪些' if re.search('措施|内容|步骤|项目|部门|单位', topic) else '是什么'}？"
        return f"{_topic(previous)}{body.lstrip('，, ')}"
    opened = body != asked
    if not _ASKS.search(topic) and (opened or asked.endswith(("呢", "呢?", "呢？")) or len(topic) <= 8):
        return _swap_topic(topic, previous)
    return ""


def _of_other_year(body: str, topic: str, previous: str) -> str:
    """Return the earlier question for another year, where a follow-up names nothing else than what is done ("2023年打算改造几个？")."""
    if not (_YEAR.search(body) and _YEAR.search(previous) and _ASKS.search(body)) or find_regions(body):
        return ""
    words = [word.text for word in tagged(_YEAR.sub("", body)) if len(word.text) > 1 and word.kind[:1] in "nvaljz"]
    if any(word not in previous and not _DONE.fullmatch(word) for word in words):
        return ""
    tense = _TENSES.search(body)
    swapped = _swap_year(topic, previous)
    if tense and tense.group() not in previous:
        return _YEAR.sub(lambda year: year.group() + tense.group(), swapped, count=1)
    return swapped


def _moved_on(body: str, opened: bool, topic: str, previous: str) -> str:
    """Return a question about something else; only one that leans on the earlier keeps its place and year.

    One leans that says so ("那……"), or that asks in the same words of the next thing.
    """
    if _YEAR.search(topic) and not find_regions(topic) and not PLAN.match(body) and _ASKS.search(topic):
        return f"{_place(previous, topic)}{body}"
    if (
        (opened or _parallel(topic, previous))
        and not find_regions(topic)
        and not _YEAR.search(topic)
        and _ASKS.search(topic)
    ):
        return f"{_place(previous, topic)}{_years(previous)}{body}"
    return body


def _parallel(topic: str, previous: str) -> bool:
    """Tell whether a question ends in the same words as the one before, and names no plan of its own."""
    before = _ENDING.sub("", previous).strip()
    same = next((n for n in range(min(len(topic), len(before)), 0, -1) if topic.endswith(before[-n:])), 0)
    return same >= _SAME_WORDS and not re.search(r"[《“\"]|规划|方案|报告", topic)


def _place(earlier: str, topic: str) -> str:
    """Return the region an earlier question is about, "" where the new topic names its own."""
    regions = find_regions(earlier)
    return regions[-1] if regions and not find_regions(topic) else ""


def _years(earlier: str) -> str:
    """Return the one year or period an earlier question names, "" for several."""
    named = list(dict.fromkeys(match.group() for match in _YEAR.finditer(earlier)))
    if len(named) != 1:
        return ""
    return named[0] + ("年" if named[0].isdigit() else "")


def _topic(previous: str) -> str:
    """Return what an earlier question is about: the question without what asks in it."""
    frame = _FRAME.search(previous)
    # "有哪些重大工程" asks in front of its subject.
    in_front = frame and (
        re.match(r"(?:有|包括)哪些[^？?]{2}", frame["frame"]) or _THING_COUNTED.search(frame["frame"])
    )
    held = (
        previous[: frame.start()] if frame and not in_front and 2 * len(frame["frame"]) <= len(previous) else previous
    )
    subject = held.strip("？?。，, 的") or previous.strip("？?。，, 的")
    bare = re.sub("^[是有]", "", _INNER_ASK.sub("", subject)).strip("？?。，, 的")
    return bare if len(bare) >= 2 else subject


def _of_other_plan(body: str, previous: str) -> str:
    """Ask another plan, which a question opens with, what the earlier question asked; "" where it asks something itself."""
    plan = PLAN.match(body)
    if plan is None:
        return ""
    subject = previous[head_end(previous) :]
    left = _SAID_THERE.sub("", body[plan.end() :], count=1)
    part = _OF_ANOTHER.match(left)
    if _ONLY_ASKS.fullmatch(left):
        asked = subject
    elif part and not _ASKS.search(part[1]):
        swapped = _of_part(part[1], subject) if indicator_of(subject) else f"{part[1]}{subject}"
        asked = exchanged(subject, part[1]) or swapped
    else:
        return ""
    regions = find_regions(previous)
    place = regions[-1] if regions and not find_regions(plan.group()) else ""
    return f"{place}{plan.group()}{asked}" if len(subject) > 1 else ""


def _of_part(part: str, previous: str) -> str:
    """Ask the same of a part of the thing, or of another one."""
    indicator = indicator_of(previous)
    if not indicator:
        return _swap_topic(part, previous)
    words = tagged(indicator)
    measured = indicator[len(words[0].text) :]
    # "秸秆综合利用率" of something else leaves out the straw; of another place it does not.
    other = words[0].kind.startswith("n") and len(measured) > _LEAST_MEASURED and not _PLACE_LIKE.search(part)
    return previous.replace(indicator, part + (measured if other else indicator), 1)


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
        kept = previous[: frame.start()]
        years = "".join(match.group() for match in _YEAR.finditer(kept))
        return f"{_place(kept, topic)}{years}{topic}{frame['frame'].rstrip('？?。')}？"
    return f"{topic} {previous}"


def _with_topic(body: str, previous: str) -> str:
    """Put the topic of the earlier question in the place of a pronoun."""
    topic = _topic(previous)
    if _HAS_OWN.search(body):
        topic = _MEASURED.sub("", topic)
    return _PRONOUN.sub(topic.replace("\\", r"\\"), body, count=1)


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


def unsaid(hits: list[Retrieved], said: str) -> list[Retrieved]:
    """Leave out the passages that the earlier answer was made of, where one asks for more than it said."""
    if not said:
        return hits
    return [
        hit
        for hit in hits
        if not any(len(part) >= _QUOTED and part in said for part in re.split(r"[，。；;：\n]", hit.passage.text))
    ]
