"""Put the names of the five-year plans that are held in the place of "the last one" and "the new one"."""

import re
from collections.abc import Sequence

from assistant.regions_named import WHOLE
from ingest.regions import find_regions
from vectorstore.catalog import Listed

_FIVE = r"(?P<whose>国家|全国)?的?五年(?:发展)?(?P<plan>规划|计划)?(?P<during>期间|时期)?(?!来|间|内|前|后|以|行动|攻坚|[(（]?(?:19|20)\d{2})"
# "更新", "养老", "成本" end like these words.
_ALONE = r"(?:(?<![\u4e00-\u9fff])|(?<=[市省区州县国]))"
_WITH_OF = r"(?<![更创全革翻刷清高养古成基资日样文])"
_BOTH = re.compile(rf"(?:前后|上下|新旧|新老|这|头尾)两个{_FIVE}")
_LAST = re.compile(rf"(?:上一?个|前一个|上一轮|{_WITH_OF}[旧老]的|{_ALONE}[旧老]){_FIVE}")
_NEW = re.compile(rf"(?:这一?个|{_WITH_OF}新(?:的一?个?|一?个)|{_WITH_OF}新一轮|最新的?|{_ALONE}[新本]){_FIVE}")
_NEXT = re.compile(rf"(?:下一?个|下一轮){_FIVE.replace('(?P<plan>规划|计划)?', '(?P<plan>规划|计划)')}")
_NATION = re.compile(r"国家|全国|我国|中央")
_PLAN = re.compile(r"规划|纲要|计划")
_YEARS = 5
_FIRST = 1953
_DIGITS = "〇一二三四五六七八九"


def with_named_plans(question: str, documents: Sequence[Listed]) -> str:
    """Return a question with plans told by their order named by their periods; unchanged where none of them is held."""
    if "五年" not in question:
        return question
    newest = max(_periods(question, documents), default=None)
    if newest is None:
        return question
    new, last = _name(newest), _name(newest - _YEARS)
    question = _put(question, _BOTH, last, new)
    return _put(_put(_put(question, _LAST, last), _NEXT, _name(newest + _YEARS)), _NEW, new)


def _put(question: str, pattern: re.Pattern[str], *names: str) -> str:
    def named(found: re.Match[str]) -> str:
        # Who names no plan may ask what came of those years.
        ending = "规划" if found["plan"] and not found["during"] else "时期"
        return "和".join(f"{found['whose'] or ''}{name}{ending}" for name in names)

    return pattern.sub(named, question)


def _periods(question: str, documents: Sequence[Listed]) -> set[int]:
    """Return the first years of the five-year plans that a question may mean: those of the region it names, or of the only one."""
    held: dict[str, set[int]] = {}
    for document in documents:
        described = document.description
        first, last = described.first_year, described.last_year
        whole = bool(first and last and last - first == _YEARS - 1 and first >= _FIRST)
        if first and whole and _PLAN.search(f"{described.kind or ''}{described.title}"):
            held.setdefault(described.region or WHOLE, set()).add(first)
    for region in (*find_regions(question), *([WHOLE] if _NATION.search(question) else [])):
        if region in held:
            return held[region]
    return next(iter(held.values())) if len(held) == 1 else set()


def _name(first: int) -> str:
    number = (first - _FIRST) // _YEARS + 1 if first < 1966 else (first - 1951) // _YEARS
    tens, ones = divmod(number, 10)
    return f"{'十' if tens else ''}{_DIGITS[ones] if ones else ''}五"
