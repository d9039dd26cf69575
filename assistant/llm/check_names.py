"""Check the names of a sentence against the passages it cites: places, plans, departments, quoted terms, list items."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import product

from assistant.definitions import bare
from assistant.evidence import Unit
from assistant.llm.evidence import Evidence
from assistant.llm.numerals import in_digits
from assistant.llm.printed import five_years
from assistant.llm.problem import Asked, Problem
from assistant.syllables import syllables
from ingest.figures import find_figures
from ingest.regions import find_regions, province_of, region_names, short_name
from vectorstore.tokens import place_names

_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{1,60})[”」』\"]")
_TITLE = re.compile(r"《([^《》]{2,80})》")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]*?(?:委员会|管委会|办公室|领导小组|人民政府|公安局|检察院|法院|支队|总队|大队|银行|集团|公司|协会|联合会"
    r"|局(?![面势部限长中地促])|委(?![托员派内屈任])|办(?![公法理事好学医结案成实]|[一二三四五六七八九十件好])|厅|署|(?<=[务织传业育化防商技信政康宣统])部(?![分门署委队属]))"
)
_NO_BODY = re.compile(
    r"(?:格局|布局|全局|大局|开局|结局|当局|时局|僵局|破局|残局|举办|开办|兴办|创办|承办|协办|主办|申办|筹办|督办|交办|联办|停办|合办|新办|补办|[^\u4e00-\u9fff]委|常委|客厅|餐厅|大厅|部署|签署|业务部|公署)$"
)
_BEFORE_BODY = re.compile(
    r"(?:由|和|与|及|是|为|归|向|的|对|在|经|将|交|给|负责|牵头|会同|联合|配合|协同|协助|包括|分别|以及|还有|部门|单位|责任|主管|主体|其中|归口|设在|挂靠|依托|支持|即|指|有|单位为|部门为|部门是)$"
)
_OPENING = re.compile(
    r".*(?:包括|包含|涵盖|分别是|分别为|主要有|即|指|是|为|有|建设|打造|培育|发展|推进|构建|形成|以|在|：|:|，|,)"
)
_CLOSING = re.compile(
    r"(?<=..)(?:等|共|这|以及|和|及|与|[两二三四五六七八九十\d]+(?:个|大|项|类|种|条|家|座|处|方面)|负责|牵头|承担|落实|组织|共同|联合"
    r"|年均|分别|均|各|达|增长|提高|下降|要(?!素)|到(?=\d)|在(?=\d)|[\d约]).*$"
)
_FIVE = re.compile("[一二三四五六七八九十]{1,3}五")
_ABBREVIATED = (
    ("gdp", "生产总值"),
    ("r&d", "研发"),
    ("rd", "研发"),
    ("ai", "人工智能"),
    ("pm2.5", "细颗粒物"),
    ("pm", "细颗粒物"),
)
_ITEM_HELD = 0.75


def name_problems(text: str, evidence: Sequence[Evidence], asked: Asked) -> list[Problem]:
    """Return the names in a piece of a sentence that its passages do not bear out."""
    whole = plain(" ".join(f"{other.text} {other.headings}" for other in evidence))
    titles = plain(" ".join(other.description.title for other in evidence))
    problems = [*_places(text, whole, titles, evidence), *_plans(text, whole, titles, evidence)]
    problems += [
        Problem("term", term)
        for term in _QUOTED.findall(text)
        if plain(term) not in whole + "|" + titles and not _FIVE.fullmatch(term)
    ]
    if asked.english:
        problems += _spelled_places(text, evidence)
        if not any(len(re.findall(r"[\u4e00-\u9fff]", term)) >= 4 for term in _QUOTED.findall(text)):
            problems.append(Problem("quote"))
        return problems
    problems += _departments(text, whole, evidence)
    problems += _items(text, whole)
    known = (whole + titles + plain(asked.question)).lower()
    known += " ".join(short for short, full in _ABBREVIATED if full in known)
    problems += [Problem("foreign", word) for word in _LATIN.findall(_TITLE.sub("", text)) if word.lower() not in known]
    return problems


def plain(text: str) -> str:
    """Return a text without blanks, quotation marks and differences of width or of how numbers are written."""
    folded = unicodedata.normalize("NFKC", bare(str(in_digits(text))))
    return re.sub(r"[\s,](?=\d{3}(?!\d))|\s", "", folded).replace("(", "（").replace(")", "）")


def _places(text: str, whole: str, titles: str, evidence: Sequence[Evidence]) -> list[Problem]:
    """Return the places named that are neither where the cited documents are from nor printed beside their figures."""
    own = {other.description.region or "" for other in evidence}
    own |= {province_of(region) or "" for region in own}
    figures = bool(re.search(r"\d", in_digits(text)))
    problems = []
    # The title of a plan says where it is from, not what the sentence is about.
    for region in find_regions(_TITLE.sub("", text)):
        if region not in own and (figures or short_name(region) not in whole):
            beside = any(
                short_name(region) in sentence and _shares_figure(text, sentence)
                for sentence in re.split(r"[。\n；]", whole)
            )
            if not beside:
                problems.append(Problem("place", short_name(region)))
    names = {short_name(region) for region in own} | own
    for place in place_names(_TITLE.sub("", text)):
        if plain(place) not in whole + titles and not any(place in name or name in place for name in names if name):
            problems.append(Problem("place", place))
    return problems


def _spelled_places(text: str, evidence: Sequence[Evidence]) -> list[Problem]:
    """Return the cities and provinces spelled in pinyin that the cited documents are not from."""
    own = {other.description.region or "" for other in evidence}
    own |= {province_of(region) or "" for region in own}
    words = re.findall(r"\b[A-Z][a-z]{3,}\b", _QUOTED.sub(" ", text))
    return [Problem("place", word) for word in words if (found := _in_pinyin().get(word.lower())) and not found & own]


@cache
def _in_pinyin() -> dict[str, frozenset[str]]:
    """Map the pinyin of every region's short name to the regions that are spelled so."""
    spelled: dict[str, frozenset[str]] = {}
    for region in region_names():
        for sounds in product(*(syllables(char) for char in short_name(region))):
            word = "".join(sounds)
            spelled[word] = spelled.get(word, frozenset()) | {region}
    return spelled


def _shares_figure(text: str, sentence: str) -> bool:
    mine = set(re.findall(r"\d+(?:\.\d+)?", in_digits(text)))
    return not mine or bool(mine & set(re.findall(r"\d+(?:\.\d+)?", sentence)))


def _plans(text: str, whole: str, titles: str, evidence: Sequence[Evidence]) -> list[Problem]:
    problems = []
    for title in _TITLE.findall(text):
        name = plain(re.sub(r"[（(][^（()）]*[)）]$", "", title))
        if name not in titles and name not in whole:
            problems.append(Problem("plan", f"《{title}》"))
    allowed = five_years(whole) | five_years(titles)
    for other in evidence:
        first, last = other.description.first_year, other.description.last_year
        allowed |= set(range(first, (last or first) + 1)) if first else set()
        if Unit(other.retrieved, 0, 0, 0.0, 0.0, (), None).in_review and first:
            allowed |= set(range(first - 5, first))
    for match in re.finditer(r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?=规划|计划|时期|期间|末|以来|[”\"])", text):
        if (years := five_years(match.group() + "规划")) and not years <= allowed and plain(match.group()) not in whole:
            problems.append(Problem("plan", match.group()))
    return problems


def _departments(text: str, whole: str, evidence: Sequence[Evidence]) -> list[Problem]:
    """Return the bodies named that the passages do not name, or name at another level of government."""
    own = {short_name(other.description.region or "") for other in evidence} - {""}
    problems = []
    for match in _BODY.finditer(text):
        name = plain(match.group())
        if len(name) < 3 or _NO_BODY.search(match.group()):
            continue
        if not any(_named(name, size, whole, own) for size in range(len(name), 2, -1)):
            problems.append(Problem("department", match.group()[-12:]))
    return problems


def _named(name: str, size: int, whole: str, own: set[str]) -> bool:
    """Tell whether the last `size` characters of a stretch that ends in a body are its name, and the passages print it."""
    before, found = name[: len(name) - size], name[len(name) - size :]
    if found not in whole:
        return False
    levelled = bool(re.match(r"[省市县区州]", found)) or any(before.endswith(region) for region in own)
    # The city's own department may be written with the 市 that its plan leaves out.
    implied = before[-1:] == "市" and not re.search(rf"[省县区国州]{re.escape(found)}", whole)
    return not before or before[-1] in "、，（）" or levelled or implied or bool(_BEFORE_BODY.search(before))


def _items(text: str, whole: str) -> list[Problem]:
    """Return the items of enumerations that the passages do not hold."""
    problems = []
    for part in re.split(r"[。；;：:，,]", _TITLE.sub("", text)):
        items = part.split("、")
        if len(items) < 2:
            continue
        items[0] = _OPENING.sub("", items[0]) or items[0]
        last = re.split(r"[和及与]", items[-1], maxsplit=1)
        items[-1:] = [_CLOSING.sub("", last[0]) or last[0], *(_CLOSING.sub("", rest) for rest in last[1:])]
        # Figures have checks of their own.
        words = [item.strip() for item in items if not find_figures(in_digits(item))]
        problems += [Problem("item", item) for item in words if item and not _held(plain(item), whole)]
    return problems


def _held(item: str, whole: str) -> bool:
    if item in whole or len(item) < 2:
        return True
    pairs = [item[i : i + 2] for i in range(len(item) - 1)]
    return len(item) > 3 and sum(pair in whole for pair in pairs) / len(pairs) >= _ITEM_HELD
