"""Take the words to look for out of a question, and the lesser places it names."""

import re
from collections.abc import Sequence
from importlib.resources import files

from assistant.plan_mentions import PlanMention
from assistant.time_named import PERIOD
from assistant.which_document import WHICH
from ingest.regions import find_regions, short_name
from vectorstore.tokens import place_names

_ASKED = re.compile(
    r"请问|请告诉我|告诉我|我想知道|想了解一?下?|麻烦|帮我查?一?下?|查一?下|能不能说说|说说|介绍一?下?|具体(?:指的是|指|是)?|"
    r"是多少|达到多少|要达到多少|多少|百分之几|(?:的|是什么)?(?:含义|意思|内涵|定义)(?:是什么)?|(?:如何|怎么)界定|(?:的|叫什么)?名称(?=[？?。]|$)|叫(?:什么|啥)名?字?|是什么意思|什么意思|指的是什么|是指什么|指什么|代表什么|各代表什么|什么时候|啥时候|何时|"
    r"哪一年|哪年|哪些|哪几个|哪几家|哪几种|哪几|哪个|哪位|哪家|哪里|哪儿|哪条|哪所|在哪|由谁|谁来|谁|什么样的|怎样的|怎么样|怎么|如何|怎样|是什么|什么|"
    rf"{WHICH.pattern}|"
    r"(?:的?(?:名单|清单|释义|名词解释))(?=[？?。\s]|$)|"
    r"是哪[一二两三四五六七八九十]?个?|哪[一二两三四五六七八九十]|有哪|有没有|是否|分别|各是|各|"
    r"几(?=[个家条成天件倍人座项所处种类])|规划里?(?:说|提到|提出|要求|明确)?|方案里?(?:说|提到|提出|要求)|报告里?(?:说|提到|提出|要求)|吗|呢|啊|呀|吧|[？?！!。]"
)
# Words that say which of two figures is meant, the one aimed at or the one reached; no passage repeats them.
_FRAME = re.compile(
    r"年初|到底|究竟|最后|最终|实际上?(?:完成|达到)?(?:的?(?:数|值|水平|情况|产量))?|(?:目标|计划|预期)(?:值|数|底线)?(?=[与和跟,，、;；:：]|$)|[干做办搞]成|"
    r"定的(?:是|在)?|预计数|完成(?:数|值|情况)|(?:比一比|对比|对照|比较)(?=[？?。\s]|$)|^比一比|^(?:对比|比较)(?:一下)?"
)
# Reports write "地区生产总值", "全市生产总值" and "生产总值" for the same.
_OUTPUT = re.compile(r"(?:地区|全[省市区县])生产总值")
# A period's bare name stays: sentences about it print it.
_PERIOD_NAMED = re.compile(
    PERIOD.pattern
    + r"(?P<part>的?(?:期间|时期|[期之]?末|收官(?:之年)?|开局(?:之年)?|结束|完了|底(?!线))(?:的?时候?)?)?"
)
# Words of any plan that the tokeniser takes for names of places.
_NOT_PLACES = frozenset(files("assistant").joinpath("not_places.txt").read_text(encoding="utf-8").split())


def core_of(question: str, mentions: Sequence[PlanMention], regions: Sequence[str]) -> str:
    """Return a question without its asking words, the names of plans and the regions it is about."""
    core = question
    for mention in mentions:
        core = core.replace(mention.text, " ")
    for region in regions:
        name = re.escape(short_name(region))
        # A region that opens a term in marks is part of its name.
        core = re.sub(rf"(?<![“\"「『]){re.escape(region)}|(?<![“\"「『]){name}市?(?![”\"」』])", " ", core)
    core = _ASKED.sub(" ", _PERIOD_NAMED.sub(_unnamed, core))
    core = _OUTPUT.sub("生产总值", _FRAME.sub(" ", core))
    core = re.sub(r"[（(]\s*[）)]", " ", core)
    # "2025年产值" is no "年产值".
    core = re.sub(r"((?:19|20)\d{2}年)(?=[\u4e00-\u9fff])", r"\1 ", core)
    core = re.sub(r"\s+", " ", core).strip(" ，,、：:的")
    return core if len(core) >= 2 else question


def _unnamed(period: re.Match[str]) -> str:
    return " " if period[2] or period["part"] else period.group()


def places_of(question: str, mentions: Sequence[PlanMention], regions: Sequence[str]) -> tuple[str, ...]:
    """Return the counties, towns and other places a question names beside the regions its plans are about."""
    remaining = question
    for mention in mentions:
        remaining = remaining.replace(mention.text, "，")
    for region in regions:
        remaining = remaining.replace(region, "，").replace(short_name(region), "，")
    names = place_names(remaining)
    return tuple(name for name in names if not find_regions(name) and name not in _NOT_PLACES)
