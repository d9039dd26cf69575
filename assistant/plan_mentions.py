"""Recognise which plans a question names, by the documents' own titles and periods."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.period import five_year_period
from ingest.regions import short_name
from vectorstore.catalog import Listed

_TYPE = r"规划纲要|远景目标纲要|政府工作报告解读|工作报告解读|政府工作报告|工作报告|行动方案|行动计划|实施方案|实施意见|工作意见|规划|纲要|方案|计划|报告|意见|解读"
_MENTION = re.compile(
    rf"(?P<quoted>《[^》]{{2,60}}》)|"
    rf"(?P<name>(?:(?:国家|全国|我国)的?)?(?:(?:19|20)\d{{2}}(?:[-—–至到](?:19|20)\d{{2}})?年?的?)?[“\"]?[\u4e00-\u9fffA-Za-z]{{0,14}}?[”\"]?(?:{_TYPE}))(?P<tail>里面?|中|上)?"
)
_PERIOD = re.compile(
    r"[“\"]?(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3}五[”\"]?(?:规划|时期|期间|计划)?(?!年|个|家|条|项|大|[一二三四五六七八九十])"
)
_QUOTED = re.compile(r"[“\"「][^”\"」]*[”\"」]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_STOP = re.compile(
    r"规划|纲要|方案|计划|报告|意见|解读|实施|行动|工作|政府|专项|发展|[那这][份个本版]|以前|现在|当年|当时|后来|的|和|与|关于|市|省|第|个|年|征求|稿|要点|摘编"
)
_PLAN = re.compile(r"规划|计划|纲要")
_ENOUGH = 0.34
_WHOLE = "全国"
_OF_NATION = re.compile(r"国家|全国|国务院|我国")


@dataclass(frozen=True, slots=True)
class PlanMention:
    """Words of a question that name a plan, and the documents they may mean."""

    text: str
    documents: frozenset[str]


def _pairs(text: str) -> list[str]:
    return [
        run[position : position + 2]
        for run in re.split(r"[^\u4e00-\u9fffA-Za-z]+", _STOP.sub(" ", text))
        for position in range(len(run) - 1)
    ]


@lru_cache(maxsize=4)
def _distinctive(titles: tuple[tuple[str, str, str], ...]) -> dict[str, dict[str, float]]:
    """Give each document the character pairs of its title, weighted by how few titles hold them."""
    pairs = {document: set(_pairs(title)) for document, title, _ in titles}
    spread = Counter(pair for found in pairs.values() for pair in found)
    return {
        document: {pair: 1.0 / spread[pair] for pair in pairs[document] - set(_pairs(short_name(region)))}
        for document, _, region in titles
    }


def _titles(documents: Sequence[Listed]) -> tuple[tuple[str, str, str], ...]:
    return tuple((d.id, d.description.title, d.description.region or "") for d in documents)


def _by_title(name: str, documents: Sequence[Listed]) -> frozenset[str]:
    """Return the documents whose titles share the distinctive words of a name."""
    wanted = set(_pairs(name))
    if not wanted:
        return frozenset()
    scores: dict[str, float] = {}
    for document, pairs in _distinctive(_titles(documents)).items():
        shared = wanted & set(pairs)
        if shared:
            scores[document] = len(shared) / len(wanted) + 0.01 * sum(pairs[pair] for pair in shared)
    best = max(scores.values(), default=0.0)
    if best < _ENOUGH:
        return frozenset()
    return frozenset(document for document, score in scores.items() if score >= best - 0.05)


def _by_period(text: str, documents: Sequence[Listed]) -> frozenset[str]:
    period = five_year_period(text if re.search("规划|计划|时期|期间", text) else text.strip('“”"') + "规划")
    if period is None:
        return frozenset()
    found = [d for d in documents if (d.description.first_year, d.description.last_year) == period]
    # The plan itself comes before the reports on it.
    plans = [d for d in found if _PLAN.search(d.description.kind or "")] if _PLAN.search(text) else []
    return frozenset(d.id for d in plans or found)


def _by_kind(name: str, documents: Sequence[Listed]) -> frozenset[str]:
    """Return the documents of the kind a bare name states ("政府工作报告", "2024年报告")."""
    years = [int(year) for year in _YEAR.findall(name)]
    found = []
    for document in documents:
        described = document.description
        kinds = f"{described.title} {described.kind or ''}"
        if "工作报告" in name and "工作报告" not in kinds:
            continue
        if "工作报告" not in name and not (name.endswith("报告") and "报告" in kinds):
            continue
        if "解读" in name and "解读" not in kinds:
            continue
        if years and described.first_year not in years:
            continue
        found.append(document.id)
    return frozenset(found)


def find_mentions(question: str, documents: Sequence[Listed], regions: Sequence[str] = ()) -> list[PlanMention]:
    """Return the plans a question names, in order; of plans named alike those of the regions it names.

    A name counts when a title holds its distinctive words, when it names the five-year period of a document, or
    when it names a kind ("政府工作报告", also with its year) that only some documents are of.
    """
    mentions = _mentions(question, documents)
    region_of = {document.id: document.description.region for document in documents}
    # One plan that only one region has tells which region's plan another name means.
    only = [{region_of[document] for document in mention.documents} for mention in mentions]
    settled = set(regions) or {region for found in only if len(found) == 1 for region in found if region}
    kept = []
    for mention in mentions:
        wanted = {_WHOLE} if _OF_NATION.search(mention.text) else settled
        own = frozenset(document for document in mention.documents if region_of[document] in wanted)
        # A period of which the region has no plan is a time, and names no plan of another region.
        if own or not regions or not _by_period(mention.text, documents):
            kept.append(PlanMention(mention.text, own or mention.documents))
    return kept


def _mentions(question: str, documents: Sequence[Listed]) -> list[PlanMention]:
    mentions: list[PlanMention] = []
    taken: list[tuple[int, int]] = []
    quoted = [match.span() for match in _QUOTED.finditer(question)]
    for match in _MENTION.finditer(question):
        text = match.group()
        name = (match["quoted"] or match["name"]).strip('《》“”"')
        coined = any(start <= match.start("name") and match.end("name") <= end for start, end in quoted)
        found = _by_period(name, documents) or _by_title(name, documents)
        if not found and not coined:
            found = _by_kind(name, documents)
        if found and len(found) < max(2, len(documents)):
            mentions.append(PlanMention(text, _of_years(name, found, documents)))
            taken.append(match.span())
    for match in _PERIOD.finditer(question):
        if any(start <= match.start() < end for start, end in taken):
            continue
        found = _by_period(match.group(), documents)
        if found and len(found) < max(2, len(documents)):
            mentions.append(PlanMention(match.group(), found))
    return mentions


def _of_years(name: str, found: frozenset[str], documents: Sequence[Listed]) -> frozenset[str]:
    """Narrow documents of the same name to those of the years named."""
    years = {int(year) for year in _YEAR.findall(name)}
    if not years:
        return found
    narrowed = frozenset(
        d.id
        for d in documents
        if d.id in found and d.description.first_year and years & {d.description.first_year, d.description.last_year}
    )
    return narrowed or found
