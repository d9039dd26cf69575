"""Find the dates and time limits of a text."""

import re

_NUMERAL = "[〇○零一二三四五六七八九十]"
# Dates, periods and time limits as plans and reports print them: "2025年", "二〇三五年", "6月30日", "2025-12-31", "年底前", "五年内".
DATE = re.compile(
    r"(?<!\d)\d{3,4}年|[一二][〇○零一九八七六五四三二]{3}年|(?<!\d)(?:1\d|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)"
    r"|\d{1,2}月|\d{1,2}日|\d世纪|\d0年代|年[底末初内]|当年|[上下]半年|[一二三四]季度|[月季]末|"
    rf"{_NUMERAL}{{1,3}}”?(?:规划)?(?:末|时期|期间)|{_NUMERAL}+世纪|{_NUMERAL}{{1,3}}月(?:[底初中]|{_NUMERAL}{{1,3}}日)|年间|"
    rf"(?:延长|缩短|压缩|提前|历时|需要?|用时?|为期|至少|不超过)(?:至|到|了)?(?:\d+|{_NUMERAL}+|半)(?:年|个月|个?工作日|天|周|小时|分钟)|(?:\d+|{_NUMERAL}+|[几数半])(?:年|个月|个?工作日|天|周)(?:左右|以上)?(?:内|之内|以内|时间|的时间|前|后|期|有效|过渡|翻番|倍增|行动|攻坚|提升|计划|政策)|近期|中远期|远期"
)


def prints_date(text: str) -> bool:
    """Tell whether a text prints a date, a period or a time limit."""
    return bool(DATE.search(text))
