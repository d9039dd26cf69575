"""Find the indicator a question names in full ("森林覆盖率", "技术合同年交易额"), which an answer must be about."""

import re
from functools import lru_cache

from assistant.support import Sought, held, plain, stands_for
from vectorstore.tokens import normalise, tagged

_HEAD = re.compile(
    r"(?:率|额|(?<![数大质力能总])量|面积|产值|增加值|总值|收入|支出|里程|强度|寿命|年限|床位|装机|容量|密度|能耗|排放|浓度|指数|托位|吞吐量|增加额)数?$"
)
# What is measured of a thing, at the end of a question that has no asking word.
_MEASURED = re.compile(
    r"(面积|里程|强度|寿命|年限|床位|装机|容量|密度|能耗|浓度|指数|吞吐量|库容|泊位|托位|床位|投资|产值|产能|造价|流量|储量|水深|高度|长度|宽度)"
    r"[数额量]?(?:目标|规模|指标|任务)?值?(?:(?:是|要?达到?|为|有|约)?(?:多少|几)(?:[十百千万]*[万亿]?(?:元|亩|公顷|公里|千米|米|平方公里|平方千米|平方米|立方米|吨|标箱|千瓦|兆瓦|张|个|户))?|[为达]?到?几何)?[？?。]?$"
)
_ALIKE = {
    "投资": ("投入", "资金", "造价", "出资"),
    "容量": ("库容", "装机"),
    "造价": ("投资",),
    "长度": ("全长", "里程"),
    "里程": ("全长", "公里"),
}
_ASKS_OTHERWISE = re.compile(r"哪|谁|什么|啥|怎|如何|是否|吗|有没有")
_PART_OF_NAME = re.compile(
    r"(?:一般|公共|预算|人均|全员|规模|固定|可支配|收入|支出|投资|进出口|消费|零售|登记|调查|常住)$"
)
_JOINS = ("vn", "b", "l", "j", "an", "eng")
_BREAKS = re.compile(
    r"^(?:目标|计划|任务|指标|预期目标|要|将|是|有|达到|达|实现|建设|新建|规划|打算|占|到|年|底|末|多少|全市|全省|市|县|年均|增长|增速|增幅|提高|下降|降低|个|家|座|数)$"
)
# What is before "占" is the part that is asked for, not the whole behind it.
_SHARE_OF = re.compile(
    r"((?:(?![的里要有得能会将])[\u4e00-\u9fff]){3,8})占(?:GDP|地区|生产|全|[\u4e00-\u9fff]{2,10}(?:比|多少))"
)
_WHOLE_NAME = re.compile(r"(?<![A-Za-z占])(?:GDP|CPI)(?![A-Za-z])", re.IGNORECASE)
_WHOLE_OF = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:里面|里头|当中|之?中|里)(?!心)[^，,。？?]{1,12}占")
_NO_WHOLE = re.compile(r"[年月天在的]")
_TELLING, _SHARE_TELLING, _RARE = 2.7, 0.68, 2.0
_LONGEST = 5
_LEAST = 3
_HALF = 0.55
_ALL = 0.99
_SHORT = 2


@lru_cache(maxsize=512)
def indicator_of(question: str) -> str:
    """Return the last compound of nouns that ends in the name of something measured, "" where there is none."""
    found = ""
    run: list[str] = []
    for word in tagged(question):
        noun = word.kind in _JOINS or (word.kind.startswith("n") and word.kind != "ns")
        # The tokeniser takes "一般" and "收入" for other parts of speech, which they mostly are.
        joins = (noun or _PART_OF_NAME.match(word.text)) and not _BREAKS.match(word.text)
        run = [*run, word.text][-_LONGEST:] if joins else []
        name = "".join(run)
        if len(name) >= _LEAST and _HEAD.search(name):
            found = name
    share = _SHARE_OF.search(question)
    if not found and not share:
        found = next(iter(_WHOLE_NAME.findall(question)), "")
    return found or (share.group(1) if share else "")


def measured_noun(question: str) -> str:
    """Return what a question that ends in it wants measured of a thing ("某水库总库容" -> "库容"), "" for another question."""
    match = _MEASURED.search(question)
    return match[1] if match and not _ASKS_OTHERWISE.search(question) else ""


def prints_measured(noun: str, sought: Sought, *texts: str) -> bool:
    """Tell whether some texts print what is to be measured, one of its other names, or an official term with it."""
    whole = plain(" ".join(texts))
    names = (noun, *_ALIKE.get(noun, ()))
    return any(name in whole for name in names) or any(
        term.optional and held(term.word, whole) > _ALL for term in sought.terms
    )


def inside(indicator: str, sought: Sought) -> Sought:
    """Return what of a question is inside the name of its indicator, with the official terms for it."""
    terms = (term for term in sought.terms if term.optional or term.word in indicator.lower())
    return Sought(tuple(t._replace(word=t.word.removesuffix("额")) if len(t.word) > _SHORT else t for t in terms))


def whole_of_share(question: str) -> str:
    """Return the whole a share of which a question asks for ("公交车里电动车占多少" -> "公交车"), "" where it names none."""
    match = _WHOLE_OF.search(question)
    return match.group(1) if match and not _NO_WHOLE.search(match.group(1)) else ""


def prints_telling(named: Sought, text: str) -> bool:
    """Tell whether a text prints every word of a name that few passages hold, or an official term for it."""
    folded = plain(text)
    most = max((term.weight for term in named.terms if not term.optional), default=0.0)
    # In a small store no word is rare.
    telling = _TELLING if most >= _RARE else _SHARE_TELLING * most
    for term in named.terms:
        if term.optional or len(term.word) < _SHORT or term.weight < telling or held(term.word, folded) >= _HALF:
            continue
        instead = (o for o in named.terms if o.optional and stands_for(o.stands_for, term.word))
        if not any(held(other.word, folded) > _ALL for other in instead):
            return False
    return True


def speaks_of(indicator: str, sought: Sought, *texts: str) -> bool:
    """Tell whether some texts print an indicator: its head, and half of the weight of its words; an official term will do."""
    named = inside(indicator, sought)
    if named.total and named.share(*texts, worth=(1.0,) * len(texts)) < _HALF:
        return False
    whole = plain(" ".join(texts))
    head = normalise(indicator).rstrip("额数")[-2:]
    return (
        head in whole
        or held(normalise(indicator), whole) > _HALF
        or any(term.optional and held(term.word, whole) > _ALL for term in named.terms)
    )
