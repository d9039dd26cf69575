"""Find the indicator a question names in full ("森林覆盖率", "技术合同年交易额"), which an answer must be about."""

import re
from functools import lru_cache

from assistant.support import Sought, held, plain
from vectorstore.tokens import normalise, tagged

_HEAD = re.compile(
    r"(?:率|额|(?<![数大质力能总])量|面积|产值|增加值|总值|收入|支出|里程|强度|寿命|年限|床位|装机|容量|密度|能耗|排放|浓度|指数|托位|吞吐量|增加额)数?$"
)
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
    return found or (share.group(1) if share else "")


def speaks_of(indicator: str, sought: Sought, *texts: str) -> bool:
    """Tell whether some texts print an indicator: its head, and half of the weight of its words; an official term will do."""
    inside_it = (term for term in sought.terms if term.optional or term.word in indicator.lower())
    terms = tuple(t._replace(word=t.word.removesuffix("额")) if len(t.word) > _SHORT else t for t in inside_it)
    inside = Sought(terms)
    if inside.total and inside.share(*texts, worth=(1.0,) * len(texts)) < _HALF:
        return False
    whole = plain(" ".join(texts))
    head = normalise(indicator).rstrip("额数")[-2:]
    return head in whole or any(term.optional and held(term.word, whole) > _ALL for term in terms)
