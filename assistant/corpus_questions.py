"""Answer questions about the documents themselves from their descriptions."""

import re
from collections.abc import Sequence

from assistant.messages import Language, message
from ingest.regions import find_regions, short_name
from vectorstore.catalog import Listed

_ABOUT_DOCUMENTS = re.compile(
    r"^(?:请问|你|这里|系统|库里|目前|现在|都|一共|总共|索引(?:里|中)?|知识库(?:里|中)?)*(?:收录了?|入库了?|有|包含|能查|可以查|查得到)?(?:哪些|多少(?:份|个|部)?|什么)(?:规划|文件|计划|方案|报告|文档|资料|城市的?(?:规划|文件)?)(?:和(?:文件|规划|方案))?(?:可以?查|可查|收录|入库)?[呢吗]?[？?]?$|"
    r"(?:最新|最近|最早)的?(?:规划|文件|方案|报告)?是?(?:哪|什么)(?:一?[份个部])?[？?]?$|(?:what|which|list).{0,30}\b(?:documents|plans)\b.{0,20}(?:have|available|index|there)",
    re.IGNORECASE,
)


def corpus_answer(question: str, documents: Sequence[Listed], language: Language) -> str | None:
    """Return the answer to a question such as "有哪些规划？", None for a question about what the plans say."""
    regions = find_regions(question)
    plain = question.strip()
    for region in regions:
        plain = plain.replace(region, "").replace(short_name(region), "")
    if not _ABOUT_DOCUMENTS.search(plain):
        return None
    documents = [d for d in documents if not regions or d.description.region in regions]
    if not documents:
        return None
    ordered = list(documents)
    if re.search(r"最新|最近|最早", question):
        earliest = "最早" in question
        dated = [d for d in documents if d.description.published or d.description.first_year]
        dated.sort(key=lambda d: d.description.published or str(d.description.first_year), reverse=not earliest)
        ordered = dated[:1] or ordered
    titles = "；".join(_line(document) for document in ordered[:30])
    return message("corpus", language, count=len(documents), titles=titles)


def _line(document: Listed) -> str:
    described = document.description
    parts = [part for part in (described.region, described.period, described.status) if part]
    return f"《{described.title}》（{'，'.join(parts)}）"
