"""Find the dates and time limits of a text, and spans of time where a question asks how long."""

import re

_NUMERAL = "[〇○零一二三四五六七八九十]"
# Dates, periods and time limits as plans and reports print them: "2025年", "二〇三五年", "6月30日", "2025-12-31", "年底前", "五年内".
DATE = re.compile(
    r"(?<!\d)\d{3,4}年|[一二][〇○零一九八七六五四三二]{3}年|(?<!\d)(?:1\d|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)"
    r"|\d{1,2}月|\d{1,2}日|\d世纪|\d0年代|年[底末初内]|当年|[上下]半年|[一二三四]季度|[月季]末|"
    rf"{_NUMERAL}{{1,3}}”?(?:规划)?(?:末|时期|期间)|{_NUMERAL}+世纪|{_NUMERAL}{{1,3}}月(?:[底初中]|{_NUMERAL}{{1,3}}日)|年间|"
    rf"(?:延长|缩短|压缩|提前|历时|需要?|用时?|为期|至少|不超过)(?:至|到|了)?(?:\d+(?:\.\d+)?|{_NUMERAL}+|半)(?:年|个月|个?工作日|天|周|小时|分钟)|(?:\d+|{_NUMERAL}+|[几数半])(?:年|个月|个?工作日|天|周)(?:左右|以上)?(?:内|之内|以内|时间|的时间|前|后|期|有效|过渡|翻番|倍增|行动|攻坚|提升|计划|政策)|近期|中远期|远期"
)
# "十年禁渔", "三年攻坚", "平均4.2天"; a year or a rank is no span.
_SPAN = re.compile(
    rf"(?<![\d.第{_NUMERAL[1:-1]}])(?!(?:19|20)\d{{2}}年|[一二][〇○零九])(?:\d+(?:\.\d+)?|{_NUMERAL}{{1,3}}|[两半数])(?:年|个半?月|个?季度|个?工作日|天|个?星期|周|个?小时|分钟)(?!级|代|度|份)"
)
_ASKS_SPAN = re.compile(
    r"多长时间|多久|(?:多少|几)个?(?:年(?!级|代|份)|月(?!份)|星期|周|工作日|天|小时|分钟)|时限|期限|周期|工期"
)
_ASKS_DAY = re.compile(r"哪一?天|几月几?[号日]|几[号日](?![线楼院店馆游])|日期")
_ASKS_YEAR = re.compile(r"哪一?年|何年")
# How long something goes on is told by a span or by both its ends, not by any year.
_ASKS_LENGTH = re.compile(r"(?:实施|持续|为期|历时|延续|试行|有效期?|过渡期?)[^，。？?]{0,3}(?:多少|几|多久|多长)")
_ENDS = r"(?:19|20)\d{2}年?\s*[-—–－~～至到]+\s*(?:19|20)\d{2}"
_DAY = re.compile(
    rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})月(?:\d{{1,2}}|{_NUMERAL}{{1,3}})[日号]|(?<![\d.])\d{{1,2}}[日号](?!游|楼|线|院|店|馆|机)|(?:1\d|20)\d{{2}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
# "提了几点要求", "增长几点" ask for no time of day.
_ASKS_CLOCK = re.compile(
    r"(?<![涨增降高低快慢了])几点钟?(?:半|才|就|能|可以)?(?=[开关到起停收上下结营打出进入]|[？?吗呢]|$)|几点到几点|什么钟点"
)
_CLOCK = re.compile(
    rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})(?:时(?!代|期|段|间|候|速|长)|点(?:钟|半|整|前|后|至|到|[\d零一二三四五]))|\d{{1,2}}[:：]\d{{2}}|24小时|全天候"
)
_LENGTH = re.compile(f"{_SPAN.pattern}|{_ENDS}")
_DATE_OR_SPAN = re.compile(f"{DATE.pattern}|{_SPAN.pattern}")


def asks_day(question: str) -> bool:
    """Tell whether a question asks for the very day, which no year that is carried over can tell."""
    return bool(_ASKS_DAY.search(question)) and not _ASKS_YEAR.search(question)


def lacks_clock(text: str, question: str) -> bool:
    """Tell whether a question asks for the time of day and a text prints none."""
    return bool(_ASKS_CLOCK.search(question)) and not _CLOCK.search(text)


def date_wanted(question: str) -> re.Pattern[str]:
    """Return the pattern of what answers a question about time: a span too where it asks how long, a day where it asks for one."""
    if asks_day(question):
        return _DAY
    if _ASKS_LENGTH.search(question):
        return _LENGTH
    return _DATE_OR_SPAN if _ASKS_SPAN.search(question) else DATE


def prints_date(text: str, question: str = "") -> bool:
    """Tell whether a text prints a date, a period or a time limit, or a span of time where that is asked for."""
    return bool(date_wanted(question).search(text))
