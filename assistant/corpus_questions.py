"""Answer questions about the documents themselves from their descriptions."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from assistant.messages import Language, message
from ingest.passage import Description
from ingest.regions import find_regions, province_of, short_name
from vectorstore.catalog import Listed

_DOCUMENT = r"(?:政府工作报告|工作报告|五年规划|发展规划|规划纲要|规划|计划|纲要|行动方案|方案|报告|文件|文档|文本|资料|材料|征求意见稿|草案|解读|意见)"
_STORE = r"(?:请问|你们?|您|这里|这儿|系统|助手|库(?:里|中)|索引(?:里|中)?|知识库(?:里|中)?|资料库(?:里|中)?|已?收录的?|已?入库的?|目前|现在|当前|都|一共|总共|共|全部|所有|到底|的|里|中|里面|和|与|、|，|,|\s)*"
_HOLD = r"(?:收录了?|入库了?|有|包含|包括|存了|能查到?|可以查到?|查得到|能看到?|可供查询)?"
_THESE = r"(?:这些|这几份|上述|以上|这|那|该|库里的?|收录的|入库的)?"
_END = r"(?:可以?查询?|可查|收录|入库|的)*[呢吗啊呀]?[？?。]*$"

_INVENTORY = re.compile(
    rf"^{_STORE}{_HOLD}{_STORE}(?:哪些|什么|哪几[份个]){_STORE}(?:城市|地区|地方|年份)?的?{_DOCUMENT}?{_STORE}{_DOCUMENT}?{_END}"
)
_COUNT = re.compile(
    rf"^{_STORE}{_DOCUMENT}?{_STORE}{_HOLD}{_STORE}(?:多少|几)[份个部篇]?(?:城市|地区|省)?的?{_DOCUMENT}?{_END}"
)
_EXISTS = re.compile(
    rf"^{_STORE}{_DOCUMENT}{_STORE}有(?:没有|吗){_END}|^{_STORE}(?:有没有|有无|是否(?:有|收录)|能不能查到?|能否查到?|收录了?|有){_STORE}{_DOCUMENT}{_END}"
)
_WHEN = re.compile(
    rf"^{_STORE}{_THESE}{_STORE}{_DOCUMENT}{_STORE}(?:分别)?是?(?:什么时候|何时|哪一?年|哪天|几时|什么时间)(?:发布|印发|出台|公布|发|颁布|制定|下发)?(?:出来)?{_END}|^{_STORE}{_THESE}{_DOCUMENT}的?(?:发布|印发|出台|公布)(?:时间|日期|年份){_STORE}(?:是(?:什么时候|多少|什么)?)?{_END}"
)
_NEWEST = re.compile(
    rf"^{_STORE}(?P<end>最新|最近|最早|最旧|最老)的?(?:一[份个部])?的?{_DOCUMENT}?{_STORE}(?:是)?(?:哪|什么)?(?:一?[份个部篇])?{_DOCUMENT}?{_END}|^{_STORE}(?:哪|什么)一?[份个部篇]{_DOCUMENT}?是?(?P<late>最新|最近|最早|最旧|最老)的?{_END}"
)
_ABOUT = re.compile(
    r"^(?:请问|那)?(?:你|您|这个?(?:助手|系统|网站)|我)(?:都|还)?(?:能|可以|会)(?:回答|做|查|帮我?(?:做|查)?|问|问你|干)(?:些|哪些)?(?:什么|哪些|啥)(?:问题|内容|事情?)?[呢啊]?[？?]*$|^(?:怎么|如何)(?:使用|用)(?:你|这个?(?:助手|系统))?[？?]*$|^what can (?:you|i) (?:do|answer|ask)\W*(?:you)?\W*$|^how do i use (?:this|you)\W*$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"^(?:(?:please )?list|what|which|how many|show(?: me)?)\b.{0,24}\b(?:documents?|plans|files|reports)\b.{0,30}\b(?:have|available|index|there|hold|held|stored?|included|covered)\b(?:\s+(?:here|in the (?:index|store)))?\W*$|^(?:please )?list (?:all )?(?:the )?(?:documents|plans|files)\W*$|^do you have (?:any |the )?(?:documents?|plans?|reports?)\W*$",
    re.IGNORECASE,
)
_ENGLISH_EXISTS = re.compile(
    r"^(?:is|are) there (?:any |a )?(?:documents?|plans?|reports?) (?:for|of|about|on) [\w' ]{2,24}\W*$|^do you have (?:any |a |the )?(?:documents?|plans?|reports?) (?:for|of|about|on) [\w' ]{2,24}\W*$",
    re.IGNORECASE,
)
_ENGLISH_NEWEST = re.compile(
    r"^(?:which|what)\b.{0,20}\b(?P<end>newest|latest|most recent|oldest|earliest)\b.{0,12}(?:document|plan|report|one|file)?\W*$",
    re.IGNORECASE,
)
_ENGLISH_WHEN = re.compile(
    r"^when (?:were|was|are|is) (?:these|the|those|all)?\s*(?:documents?|plans?|reports?|files?) (?:published|issued|released)\W*$",
    re.IGNORECASE,
)
_OLD = re.compile("最早|最旧|最老|oldest|earliest")
_YEAR = re.compile(r"(?:到|在)?((?:19|20)\d{2})年?(?:度)?的?")
_DRAFT = re.compile(r"征求意见稿|草案")
_REPORT = re.compile(r"工作报告")
# So many documents are named one by one; of more only regions and years.
_NAMED = 8
_REGIONS = 10
_YEARS = 40

_Form = Literal["about", "inventory", "count", "exists", "when", "newest"]


class CorpusAnswer(NamedTuple):
    """What is said about the documents; `found` is false where there are none such."""

    text: str
    found: bool


def corpus_answer(
    question: str, documents: Sequence[Listed], language: Language, regions: Sequence[str] | None = None
) -> CorpusAnswer | None:
    """Return the answer to a question such as "有哪些规划？", None for a question about what the plans say.

    `regions` are those the question names, where they are not printed in Chinese.
    """
    plain = question.strip()
    named = list(regions) if regions is not None else find_regions(question)
    for region in named:
        plain = plain.replace(region, "").replace(short_name(region) + "市", "").replace(short_name(region), "")
    year = _YEAR.search(plain)
    form = _form(_YEAR.sub("", plain).strip())
    if form is None and named and _ENGLISH_EXISTS.search(plain):
        form = "exists"
    if form is None:
        return None
    if form == "about":
        return CorpusAnswer(message("about", language, summary=_extent(documents, language)), found=True)
    kept = _kept(question, documents, named, int(year.group(1)) if year else None)
    if not kept:
        return _nothing(named, year.group(1) if year else "", documents, language)
    text = _TELL[form](kept, language, bool(_OLD.search(question)))
    return CorpusAnswer(text, found=True)


def _form(plain: str) -> _Form | None:
    """Tell what a question asks about the documents, None when it asks about something else."""
    if _ABOUT.search(plain):
        return "about"
    if _NEWEST.search(plain) or _ENGLISH_NEWEST.search(plain):
        return "newest"
    if _WHEN.search(plain) or _ENGLISH_WHEN.search(plain):
        return "when"
    if _INVENTORY.search(plain) or _ENGLISH.search(plain):
        return "inventory"
    if _COUNT.search(plain) and re.search(rf"[份部篇]|{_DOCUMENT}", plain):
        return "count"
    return "exists" if _EXISTS.search(plain) else None


def _kept(question: str, documents: Sequence[Listed], regions: Sequence[str], year: int | None) -> list[Listed]:
    """Return the documents a question limits itself to: by region (a province with its cities), year, kind and status."""
    kept = [d for d in documents if not regions or _of_regions(d.description.region, regions)]
    if year:
        kept = [d for d in kept if _covers(d.description, year)]
    if _DRAFT.search(question):
        kept = [d for d in kept if d.description.status != "正式"]
    if _REPORT.search(question):
        kept = [d for d in kept if "工作报告" in f"{d.description.kind or ''}{d.description.title}"]
    return kept


def _of_regions(region: str | None, wanted: Sequence[str]) -> bool:
    return region is not None and (region in wanted or province_of(region) in wanted)


def _covers(described: Description, year: int) -> bool:
    first, last = described.first_year, described.last_year
    return first is not None and last is not None and first <= year <= last


def _nothing(regions: Sequence[str], year: str, documents: Sequence[Listed], language: Language) -> CorpusAnswer:
    wanted = "、".join([*regions, *([year] if year else [])]) or message("of_this_kind", language)
    text = message("corpus_none", language, wanted=wanted, summary=_extent(documents, language))
    return CorpusAnswer(text, found=False)


def _inventory(documents: Sequence[Listed], language: Language, _old: bool) -> str:
    if len(documents) > _NAMED:
        regions = {document.description.region for document in documents}
        name = "corpus_many" if len(regions) > 1 else "corpus_summed"
        return message(name, language, summary=_extent(documents, language))
    titles = "；".join(_line(document, language) for document in documents)
    return message("corpus", language, count=len(documents), titles=titles)


def _dated(documents: Sequence[Listed], language: Language, _old: bool) -> str:
    if len(documents) > _NAMED:
        known = sorted(d.description.published for d in documents if d.description.published)
        span = f"{known[0]}—{known[-1]}" if known else "?"
        return message("corpus_dates", language, count=len(documents), known=len(known), span=span)
    missing = message("date_unknown", language)
    lines = [
        f"《{d.description.title}》{d.description.published or _period_of(d.description, missing, language)}"
        for d in documents
    ]
    return message("corpus_published", language, titles="；".join(lines))


def _period_of(described: Description, missing: str, language: Language) -> str:
    """Say that the day is not stated, and what years the document is for."""
    if not described.period:
        return missing
    return f"{missing}{message('period_of', language, period=described.period)}"


def _newest(documents: Sequence[Listed], language: Language, old: bool) -> str:
    known = [d for d in documents if d.description.first_year or d.description.published]
    best = (min if old else max)(known or documents, key=_when)
    same = [d for d in known or documents if _when(d) == _when(best)]
    titles = "；".join(_line(document, language) for document in same[:_NAMED])
    return message("corpus_oldest" if old else "corpus_newest", language, titles=titles)


def _when(document: Listed) -> tuple[int, str]:
    described = document.description
    published = described.published or ""
    year = int(published[:4]) if published[:4].isdigit() else (described.first_year or 0)
    return year, published


def _extent(documents: Sequence[Listed], language: Language) -> str:
    """Say in one clause how many documents there are, of which regions and years."""
    regions = Counter(d.description.region for d in documents if d.description.region)
    years = [y for d in documents for y in (d.description.first_year, d.description.last_year) if y]
    names = "、".join(
        message("corpus_of_region", language, region=region, count=count) if count > 1 else region
        for region, count in regions.most_common(_REGIONS)
    )
    if len(regions) > _REGIONS:
        names += message("and_more", language, count=len(regions))
    span = "?" if not years else str(min(years)) if min(years) == max(years) else f"{min(years)}—{max(years)}"
    if len(regions) == 1 and len(documents) <= _YEARS:
        span = "、".join(sorted({d.description.period for d in documents if d.description.period})) or span
    return message("corpus_extent", language, count=len(documents), regions=names or "?", years=span)


_TELL: dict[str, Callable[[Sequence[Listed], Language, bool], str]] = {
    "inventory": _inventory,
    "count": _inventory,
    "exists": _inventory,
    "when": _dated,
    "newest": _newest,
}


def _line(document: Listed, language: Language) -> str:
    described = document.description
    status = (
        described.status if language == "zh" else message("adopted" if described.status == "正式" else "draft", "en")
    )
    parts = [part for part in (described.region, described.period, status) if part]
    return f"《{described.title}》（{'，'.join(parts)}）"


def asks_about_documents(question: str) -> bool:
    """Tell whether a question is about the documents themselves."""
    plain = question.strip()
    for region in find_regions(question):
        plain = plain.replace(region, "").replace(short_name(region) + "市", "").replace(short_name(region), "")
    return _form(_YEAR.sub("", plain).strip()) is not None
