"""Tell how a figure bounds or changes what it measures."""

import re
from dataclasses import replace

from ingest.commitments.commitment import Comparator
from ingest.commitments.values import Value

_RISES = re.compile(
    r"(?:增长|增加|上涨|提高|提升|上升|增幅|增速|涨幅(?=扩大)|净增|扩大|(?<!新)增|回升|上浮|年均增|增长率)(?:了|约|近|超过|超|不低于|不少于|达到?|为|在|保持在?|预期|目标|幅度|最高|\s)*$"
)
_FALLS = re.compile(
    r"(?:下降|降低|减少|降幅|压减|削减|下浮|回落|缩减|压缩|减|缩短|降)(?:了|约|近|超过|超|不低于|不少于|达到?|为|在|幅度|\s)*$"
)
_FEWER = re.compile(r"^[^\d]{0,6}(?:减少|压减|削减|裁减)[^到至]*$")
# "降低融资成本1.2个百分点": the verb comes first, and what it changes stands between.
_LOWERS = re.compile(r"^[^\d]{0,6}(?:降低|下降|减少|压减|压缩)[^到至为占]*$")
_LIFTS = re.compile(r"^[^\d]{0,6}(?:提高|提升|增加)[^到至为占]*$")
_LEVEL = re.compile(r"(?<!达)(?:到|至)(?:约|近)?\s*$")
_MOST = re.compile(r"(?:不超过|不得超过|不高于|低于|不多于|不突破|小于|少于)\s*$")
_LEAST = re.compile(
    r"(?:超过|突破|超|逾|过|不低于|不少于|至少|高于|大于|多于|至少(?:建成|建设|新建|完成|有|培育|打造|创建|新增|引进|达到?|开展|办))\s*$"
)
_ABOUT = re.compile(r"(?:约|近|接近|将近|大约)\s*$")
_BOUNDS: tuple[tuple[re.Pattern[str], Comparator], ...] = ((_LEAST, "at_least"), (_MOST, "at_most"), (_ABOUT, "about"))
_BREAK = re.compile(r"[，；。：、]")
_GROWTH = re.compile(r"(?:增速|增长|增幅)[^率\d]{0,6}$")
_NOT = re.compile(r"不[得能应]?\s*$")
_CLOSING = ("以上", "左右", "以内", "以下")
_GROWS_BEHIND = re.compile(r"^(?:以上|左右)?的?(?:年均)?(?:速度|增速)?(?:快速|高速|较快)?(?:递增|增长)")


def comparator_of(sentence: str, value: Value, lead: Value | None = None, close: Value | None = None) -> Comparator:
    """Return the comparator of a value by its bound words and the verb before it.

    `lead` and `close` are the first and last value of the row it stands in: "分别增长8%和6%以上" says of both that they
    grow, and by at least so much.
    """
    if close is not None and value.bound == "exact" and close.text.endswith(_CLOSING):
        value = replace(value, bound=close.bound)
    before = sentence[: (lead or value).start]
    clause = before[-30:] if before.endswith("、") else _BREAK.split(before)[-1]
    bound = _bound(value, sentence[: value.start])
    if _GROWS_BEHIND.match(sentence[value.end :]) and value.unit in ("%", "百分点"):
        return "growth_rate_at_least" if bound == "at_least" else "increase_by"
    if value.unit in ("番", "倍") and value.number is None:
        return "growth_rate_at_least" if value.bound == "at_least" else "increase_by"
    if not _LEVEL.search(clause):
        if _FALLS.search(clause) or _FEWER.match(clause):
            return "decrease_by"
        if value.unit in ("%", "百分点") and _LOWERS.match(clause):
            return "decrease_by"
        if value.unit in ("%", "百分点") and _LIFTS.match(clause):
            return "growth_rate_at_least" if bound == "at_least" else "increase_by"
        if _RISES.search(clause) or (value.unit == "%" and _GROWTH.search(clause)):
            return "growth_rate_at_least" if bound == "at_least" and value.unit in ("%", "百分点") else "increase_by"
    return bound


def _bound(value: Value, before: str) -> Comparator:
    if value.bound != "exact":
        # "不得超过": the figure begins with the second half.
        return "at_most" if value.bound == "at_least" and _NOT.search(before) else value.bound
    return next((name for pattern, name in _BOUNDS if pattern.search(before)), "exact")
