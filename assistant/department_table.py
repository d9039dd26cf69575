"""Answer what a department answers for: a list out of the ledger, each row with its passage."""

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Answer, AnswerFigure, Citation
from assistant.authority import ADOPTED
from assistant.messages import Language, message
from assistant.statements import Statement
from assistant.understand import Understanding
from assistant.verify import verify_figures
from assistant.wording import citation_of
from ingest.commitments.commitment import Commitment
from ingest.passage import Passage
from ingest.sentences import Span
from vectorstore.catalog import Catalog, Listed
from vectorstore.ledger import Filter
from vectorstore.retrieve import Retrieved

_ANSWERS_FOR = r"负责|牵头|承担|主管|分管|归口|落实"
_ASKS = re.compile(
    rf"(?:{_ANSWERS_FOR})(?:的|了|着)?[^，。？?]{{0,10}}(?:哪些|什么|哪几|清单|有多少[项个])|(?:哪些|什么|哪几)[^，。？?]{{0,14}}(?:由|归|是)[^，。？?]{{0,14}}(?:{_ANSWERS_FOR}|管)"
)
# Who answers for one thing is another question.
_ASKS_WHO = re.compile(r"(?:哪[个些几]|什么|谁|何)(?:部门|单位|局|委|机构)")
# Without one of these, or a year, the works of a department are asked for, with figures or without.
_QUANTIFIED = re.compile(r"目标|指标|承诺|量化|数字")
_LEVEL = re.compile(r"^[省市区县州]")
_SHOWN = 8
_CLOSE = 12
_CUT = re.compile(r"[，。；：、,;:\d]")
_CHANGES = {"increase_by": "增长", "growth_rate_at_least": "增长", "decrease_by": "下降"}
_SHORTEST = 3


def department_table(
    catalog: Catalog, understood: Understanding, documents: Mapping[str, Listed], language: Language
) -> Answer | None:
    """Return the commitments a department answers for, None for a question that asks something else.

    A question for a department that is named nowhere as responsible is left to the other ways of answering.
    """
    question = understood.standalone
    if not _ASKS.search(question) or _ASKS_WHO.search(question) or understood.missing_region:
        return None
    if not understood.years and not _QUANTIFIED.search(question):
        return None
    department = department_in(question, list(catalog.commitment_departments()))
    if department is None:
        return None
    allowed = None if understood.documents is None else sorted(understood.documents)
    found = catalog.commitments(Filter(documents=allowed, department=department)).commitments
    # "市住建局" must not bring what "区住建局" answers for.
    rows = [row for row in found if any(_named(department, name) for name in row.departments)]
    if understood.years:
        rows = [row for row in rows if row.year in understood.years]
    return _written(rows, department, understood, catalog, documents, language) if rows else None


def department_in(question: str, known: Sequence[str]) -> str | None:
    """Return the longest known department that a question names, with or without its level (市住建局, 住建局)."""
    for name in sorted(known, key=len, reverse=True):
        if name in question:
            return name
    short = {bare: bare for name in known if len(bare := _LEVEL.sub("", name)) >= _SHORTEST}
    return next((bare for bare in sorted(short, key=len, reverse=True) if bare in question), None)


def _named(department: str, name: str) -> bool:
    return name == department or _LEVEL.sub("", name) == department


def _written(
    rows: Sequence[Commitment],
    department: str,
    understood: Understanding,
    catalog: Catalog,
    documents: Mapping[str, Listed],
    language: Language,
) -> Answer:
    passages: dict[str, list[Passage]] = {}
    marks: dict[str, int] = {}
    citations: list[Citation] = []
    figures: list[AnswerFigure] = []
    lines: list[str] = []
    for row in rows:
        inside = passages.setdefault(row.document, catalog.passages_of(row.document))
        passage = next((one for one in inside if one.start <= row.start and row.end <= one.end), None)
        if passage is None or len(lines) == _SHOWN:
            continue
        text = _text(row)
        mark = marks.get(passage.id)
        if mark is None:
            mark = marks[passage.id] = len(marks) + 1
            citations.append(citation_of(mark, _statement(row, passage, text), documents[row.document].description))
        verified = verify_figures(text, passage.text, mark)
        figures += [figure.model_copy(update={"year": row.year, "kind": row.kind}) for figure in verified]
        lines.append(f"{text}[{mark}]")
    head = message("department_table", language, department=department, total=len(rows))
    if len(rows) > len(lines):
        lines.append(message("department_table_more", language, department=department))
    if any(citation.status != ADOPTED for citation in citations):
        lines.append(message("from_draft", language).strip())
    return Answer(
        question=understood.question,
        standalone_question=understood.standalone,
        status="answered",
        answer="\n".join([head, *lines]),
        citations=citations,
        figures=figures,
    )


def _text(row: Commitment) -> str:
    """Return a row in the words of its sentence where subject and figure stand together, else side by side."""
    before = row.sentence[: row.start - row.sentence_start]
    begin = before.rfind(row.subject)
    between = before[begin + len(row.subject) :]
    if begin >= 0 and len(between) <= _CLOSE and not _CUT.search(between):
        return f"{row.subject}{between}{row.value}"
    return f"{row.subject}：{_CHANGES.get(row.comparator, '')}{row.value}"


def _statement(row: Commitment, passage: Passage, text: str) -> Statement:
    start = row.sentence_start - passage.start
    quote = Span(max(0, start), min(len(passage.text), start + len(row.sentence)))
    return Statement(
        text, Retrieved(0, passage, 1.0, 1.0), quote, Span(row.start - passage.start, row.end - passage.start)
    )
