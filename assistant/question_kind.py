"""Tell what kind of answer a question wants."""

import re
from typing import Literal

from assistant.causes import asks_why
from assistant.which_document import asks_which_document

Kind = Literal["figure", "date", "department", "list", "definition", "yes_no", "entity"]

# "搞不搞", "办了没有", "有这事没", "今年开工不".
_OR_NOT = r"([\u4e00-\u9fff])不\1|(?:了|过|[^，。？?\s]{2,})没(?:有)?[？?]?$|[^不对还]不[？?]?$|还是没|没没"
_PURPOSE = re.compile(r"(?:用意|目的|意图|意义|作用|用处|好处|初衷|意在)(?:是什么|是啥|何在|在哪)?[？?。]?$")
# "坐火车去省城要多久": a span of time, no date.
_DURATION = re.compile(r"(?:[要需花用跑走坐等]|压缩|缩短)[^，。？?]{0,3}(?:多久|多长时间)")
# Asks for a way of doing something, whatever year it names.
_HOW = re.compile(r"怎么|如何|咋|怎样|[凭靠]什么|靠啥|凭啥|办法|举措")

_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "department",
        r"(?:哪|什么|何)[^，。？?]{0,3}(?:部门|单位|机构|局|委办)|牵头|(?:谁|哪|什么|由)[^，。？?]{0,8}[领挑带]头|[领挑带]头(?:的|单位|部门|人)*(?:是|有|[？?]|$)|谁(?:来)?(?:负责|管|主管|落实|承担|办)|归[^，。]{0,4}管|由谁|责任(?:部门|单位)|主管(?:部门|单位)|负责(?:部门|单位)",
    ),
    (
        "date",
        r"(?:多少|(?<![近这那前后头去过来的])几)年(?!级|代|份|内|前|后|来|间|一遇)|多长时间|什么时候|何时|啥时候|哪一?年|几时|哪天|哪一天|何年|几月|期限|时限|完成时间|时间节点|最迟|截止|什么时间|多久|几年内|年限|年份(?:是|[？?]|$)",
    ),
    (
        "definition",
        r"什么意思|是什么[？?]?$|指什么|指的是|是指|含义|释义|名词解释|什么是|何为|何谓|怎么理解|解释|具体指|代表什么|各代表|内涵|定义|怎样划分|怎么划分|如何划分|什么叫|如何界定|怎么界定|界定为",
    ),
    (
        "list",
        r"哪些|有哪|哪几|包括什么|包含什么|列出|列举|哪[两三四五六七八九十\d]+|分别是(?:什么|哪)|都有什么|有什么|名单|清单|几大[^，。]*是|哪里[些]|分别在哪|什么内容|怎样的|什么样的",
    ),
    (
        "figure",
        r"多少|几(?:个|家|条|成|天|件|倍|人|万|亿|公里|座|项|所|处|分|种|类|张|辆|米|亩|吨|户|名|套|次|元|级|大)|百分之|占比|目标值|数量|多大|多高|多长|多宽|比例|数值|指标值|总数|增速|增长率|翻[一两]番|几何|(?:什么|何种|怎样的?)(?:水平|程度|规模)",
    ),
    ("yes_no", rf"是否|有没有|能不能|会不会|可不可以|是不是|吗[？?]?$|有无|[对是好了行]吧[？?]?$|{_OR_NOT}"),
    ("entity", r"哪个|哪位|哪家|哪座|哪条|哪所|哪里|哪儿|在哪|谁|什么|哪"),
)
# "过了期限没反馈是否算…" names a time and asks for none.
_NAMES_TIME = re.compile(r"是否|有没有|能不能|会不会|可不可以|是不是|有无|算不算")
_ASKS_TIME = re.compile(r"多少年|几年|时候|何时|哪一?[年天]|几时|何年|几月|什么时间|多久|多长")
_INDICATOR = re.compile(
    r"(?:率|额|值|量|数|比重|面积|产值|收入|里程|规模|强度|水平|目标|投资|人数|总量|产量|装机|覆盖|标准|年龄|寿命|支出|吞吐量|密度|降幅|增幅|消费|投入|成本|价格|户数|家数)(?:\s|$|[，,。?？0-9])"
)


def kind_of(question: str) -> Kind:
    """Tell what kind of answer a question wants; a bare list of keywords that ends in an indicator wants a figure."""
    if asks_which_document(question):
        return "entity"
    if asks_why(question):
        # Why something is so is told in a clause, whatever is counted in the question.
        return "entity"
    if _PURPOSE.search(question):
        return "entity"
    if _DURATION.search(question):
        return "figure"
    if re.search(r"几号|第几", question):
        return "date" if re.search(r"几月", question) else "entity"
    for kind, pattern in _KINDS:
        if re.search(pattern, question):
            if kind in ("definition", "date") and re.search(r"多少(?!年)|百分之几|占几成", question):
                return "figure"
            if kind == "date" and _NAMES_TIME.search(question) and not _ASKS_TIME.search(question):
                return "yes_no"
            return kind
    if _HOW.search(question):
        return "entity"
    if _INDICATOR.search(question) or re.search(r"20\d\d", question):
        return "figure"
    return "list" if re.search(r"内容|措施|任务|项目|工程|做法", question) else "entity"
