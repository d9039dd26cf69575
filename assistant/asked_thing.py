"""Tell what sort of thing a question asks the name of ("哪个水库"), and whether a sentence names one."""

import re
from functools import lru_cache

from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

_ASKS = re.compile(
    r"(?:哪|什么|啥)(?:一|[二两三四五六七八九十几些]|\d)?(?:大)?(?:个|家|条|座|所|位|项|类|种|处|片|支|只|部|款|门|份|块|国)?|几(?:大|条|个|家|座|所|类|种|项)"
)
_REACH = 10
_MEASURES = "个家条座所位项类种处片支只部款门"
_STOP = re.compile(r"[，,。？?；;：:（(]")
_VAGUE = frozenset(
    [
        "地方",
        "名字",
        "名称",
        "单位",
        "部门",
        "方面",
        "内容",
        "东西",
        "事情",
        "工作",
        "时间",
        "年份",
        "时候",
        "任务",
        "措施",
        "项目",
        "问题",
        "目标",
    ]
)
# What a thing is called when it is not called by the word of the question.
_ALSO = {
    "大学": ("学院", "学校"),
    "学院": ("大学",),
    "公司": ("集团", "企业"),
    "企业": ("公司", "集团"),
    "机场": ("航站楼",),
    "医院": ("卫生院",),
}


@lru_cache(maxsize=512)
def things_asked(question: str) -> tuple[str, ...]:
    """Return the nouns right behind an asking word, () where none says what is asked for."""
    found: list[str] = []
    for match in _ASKS.finditer(question):
        rest = _STOP.split(question[match.end() : match.end() + _REACH])[0]
        for place, word in enumerate(tagged(rest)):
            behind = place == 0 and match.group()[-1] in _MEASURES
            says = len(word.text) >= 2 and word.text not in _VAGUE and not is_empty_word(word.text)
            if says and (behind or word.kind.startswith("n")):
                found.append(word.text)
    return tuple(dict.fromkeys(found))


def named(question: str, sentence: str) -> float:
    """Return 1 where a sentence names a thing of the sort asked for, 0.5 where it only speaks of one, else 0; 0 without a sort."""
    best = 0.0
    for thing in things_asked(question):
        for word in (thing, *_ALSO.get(thing, ())):
            if re.search(rf"[\u4e00-\u9fffA-Za-z0-9”]{{2}}{re.escape(word)}", sentence) and not re.search(
                rf"(?:^|[，、。；的等])(?:建设|推进|加快|支持)?{re.escape(word)}", sentence
            ):
                return 1.0
            if word in sentence:
                best = 0.5
    return best


def times_named(question: str, sentence: str) -> int:
    """Return how often a sentence prints the sort of thing asked for: a row of names prints it with each."""
    return max((sentence.count(thing) for thing in things_asked(question)), default=0)
