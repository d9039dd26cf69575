"""Answer who is responsible: the departments of the paragraph or table row that is about the question."""

import re

from assistant.cells import named
from assistant.departments import Responsibility, find_responsibilities, items
from assistant.lexicon import loose_terms
from assistant.messages import message
from assistant.statements import LOOKED_AT, Context, Statement
from assistant.support import Sought
from ingest.figures import find_figures
from ingest.passage import Passage
from ingest.sentences import Span
from ingest.table_row import read_row
from vectorstore.retrieve import Retrieved

_ENOUGH = 0.42
# Roles that are told in a sentence, which is shown itself.
_IN_SENTENCES = frozenset(
    [
        "牵头",
        "负责",
        "设在",
        "组织开展",
        "组织实施",
        "联合印发",
        "印发",
        "发布",
        "主办",
        "举办",
        "发起",
        "设立",
        "制定",
        "编制",
        "起草",
        "出台",
    ]
)
# A row whose task the question names in so many letters is the one meant, whatever else the question says.
_NAMED = 0.3
_LEAST_NAMED = 4
_MARK = re.compile(r"[，,。；;]")
# So far before who leads something may begin.
_BEFORE = 60
_TASK_ENDS = re.compile(r"(?:体系|产业|行业|工作|建设|工程)$")


def answer_with_departments(context: Context) -> list[Statement]:
    """Name the departments of the paragraph or table row that is about the question, or else those of its commitment."""
    return _of_passages(context) or _of_commitment(context)


def _of_commitment(context: Context) -> list[Statement]:
    """Name who answers for the commitment of the ledger that a question speaks of, from the bracket behind it."""
    match = context.ledger.best(context, "department") if context.ledger else None
    if match is None or not match.likely:
        return []
    row, text = match.agreement.row, match.passage.text
    found = [one for one in find_responsibilities(text) if match.passage.start + one.end >= row.end]
    named = next((one for one in found if set(one.departments) & set(row.departments)), None)
    if named is None:
        return []
    shown = message("responsible", subject=row.subject, role=named.role, names=named.names)
    quote = Span(max(0, row.sentence_start - match.passage.start), named.end)
    return [Statement(shown, match.among(context.retrieved), quote, Span(named.start, named.end))]


def _of_passages(context: Context) -> list[Statement]:
    # Who answers for a thing is told of that very thing, not of what everyday words may stand for.
    loose = {other.stands_for for other in loose_terms(context.understanding.standalone)}
    about = [
        t
        for t in context.sought.terms
        if not re.search(r"牵头|[领挑带]头|负责|部门|单位|责任|哪|主管|解决", t.word) and t.stands_for not in loose
    ]
    sought = Sought(tuple(about)) if about else context.sought
    best: tuple[float, Retrieved, int, str, list[Responsibility]] | None = None
    for item in context.retrieved[:LOOKED_AT]:
        heading = " ".join(item.passage.section)
        for start, line in items(item.passage.text):
            found = find_responsibilities(line)
            if not found or any(place not in line for place in context.understanding.places):
                continue
            if not _prints_figures(line, context.understanding.standalone):
                continue
            topic = line
            for responsibility in found:
                topic = topic.replace(responsibility.names, " ")
            score = sought.share(topic, heading, worth=(1.0, 0.5)) + 0.1 * item.score
            score += 0.15 * sought.share(line[:30])
            score += _NAMED if _names_task(line, context.understanding.core) else 0.0
            if best is None or score > best[0]:
                best = (score, item, start, line, found)
    if best is None or best[0] < _ENOUGH:
        return []
    _, item, start, line, found = best
    found = _nearest_responsibilities(line, found, sought)
    parts = [_named(line, item.passage, responsibility) for responsibility in found]
    quote = Span(start + found[0].start, start + _end(line, found[-1]))
    if "：" in line[: found[0].start] and re.match(r"^[^：]{2,20}：", line):
        quote = Span(start, start + _end(line, found[-1]))
    return [Statement("；".join(parts), item, quote, Span(start + found[0].start, start + found[0].end))]


def _prints_figures(line: str, question: str) -> bool:
    """Tell whether a paragraph prints the figures by which a question names a task ("改造小区400个")."""
    plain = re.sub(r"\s", "", line)
    return all(re.sub(r"\s", "", figure.text) in plain for figure in find_figures(question) if figure.unit)


def _names_task(line: str, asked: str) -> bool:
    """Tell whether a question names the task of a table row in full."""
    row = read_row(line)
    task = _TASK_ENDS.sub("", row.name) if row else ""
    return len(task) >= _LEAST_NAMED and task in asked


def _nearest_responsibilities(line: str, found: list[Responsibility], sought: Sought) -> list[Responsibility]:
    """Keep the cells of a row together; of several sentences keep the one that is about the question."""
    if len(found) == 1 or all(f.role in ("牵头单位", "责任单位", "责任部门", "牵头部门", "配合单位") for f in found):
        return found
    return [max(found, key=lambda f: sought.share(_task_of(line, f)))]


def _end(line: str, responsibility: Responsibility) -> int:
    """Return where a clause ends that says behind who leads what is led ("某中心牵头的攻关")."""
    if line[responsibility.end : responsibility.end + 1] != "的":
        return responsibility.end
    found = _MARK.search(line, responsibility.end)
    return found.start() if found else len(line)


def _task_of(line: str, responsibility: Responsibility) -> str:
    end = _end(line, responsibility)
    before = line[max(0, responsibility.start - _BEFORE) : responsibility.start]
    return line[responsibility.end : end] if end > responsibility.end else before


def _named(line: str, passage: Passage, responsibility: Responsibility) -> str:
    row = read_row(line)
    lead = re.match(
        r"^(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])?([^。：:；;，,]{2,30})[。：:；;，,]", line
    )
    subject = named(row) if row else lead.group(1) if lead else (passage.section[-1] if passage.section else "")
    if responsibility.role in _IN_SENTENCES and row is None:
        clause_start = max(line.rfind(mark, 0, responsibility.start) for mark in "。；;") + 1
        return line[clause_start : _end(line, responsibility)].strip()
    return message("responsible", subject=subject, role=responsibility.role, names=responsibility.names)
