"""Answer which works a department leads or shares in: the rows and paragraphs that name it as responsible."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.departments import Responsibility, find_responsibilities
from assistant.messages import message
from assistant.statements import LONGEST_ANSWER, Context, Statement
from ingest.passage import Passage
from ingest.regions import short_name
from ingest.sentences import Span
from vectorstore.retrieve import Retrieved

_ASKS_WORKS = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,12}?(?:局|委|办|厅|银行|委员会|办公室|中心))(?:都|主要|一共|总共|具体|要|来|在[^，,]{0,8})*"
    r"(?P<role>牵头|负责|主管|管|承担|配合|参与)(?:了|着|的|抓|落实)*(?:有)?(?:哪些|哪几|什么|几[项个件])(?!单位|部门)"
)
_LEADING = "牵头"
_CELL = re.compile(r"(?:主要任务|重点任务|任务|工作任务|工作|项目|内容)：([^；]{2,60})；")
_LEAD = re.compile(r"^(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])?([^。：:；;]{2,30})[。：:]")
_NUMBER = re.compile(r"^[\d、.．（）()]+")
_LEVEL = re.compile(r"^[省市县区州]")
_FEWEST = 1


class _Work(NamedTuple):
    """A work a department is responsible for, with the passage and the place that say so."""

    name: str
    passage: Passage
    span: Span


def department_asked(question: str) -> tuple[str, str] | None:
    """Return the department whose works a question asks for and the role it names, None for another question."""
    match = _ASKS_WORKS.search(question)
    if match is None:
        return None
    name = re.split(r"[里中，,的由]|规划|方案|报告", match["name"])[-1]
    return (name, match["role"]) if len(name) >= 2 else None


def answer_with_works(context: Context) -> list[Statement]:
    """List what a department leads, or is responsible for, in the documents that were found."""
    asked = department_asked(context.understanding.standalone)
    if asked is None:
        return []
    name, role = asked
    for region in context.understanding.regions:
        name = name.removeprefix(region).removeprefix(short_name(region))
    documents = dict.fromkeys(item.passage.document for item in context.retrieved)
    for document in documents:
        works = list(_works(context.passages_of(document), name, role))
        if len(works) >= _FEWEST:
            return _listed(works, name, role, context)
    return []


def _works(passages: list[Passage], name: str, role: str) -> Iterator[_Work]:
    seen: set[str] = set()
    for passage in passages:
        offset = 0
        for line in passage.text.split("\n"):
            for found in find_responsibilities(line):
                work = _name_of(line, found, passage)
                if _is_of(found, name, role) and work and work not in seen:
                    seen.add(work)
                    yield _Work(work, passage, Span(offset, offset + found.end))
            offset += len(line) + 1


def _is_of(found: Responsibility, name: str, role: str) -> bool:
    wanted = _LEVEL.sub("", name)
    if role == _LEADING and _LEADING not in found.role:
        return False
    return any(_LEVEL.sub("", department) == wanted for department in found.departments)


def _name_of(line: str, found: Responsibility, passage: Passage) -> str:
    """Return what a row or paragraph is about: its task cell, its opening, or the heading above it."""
    cell = _CELL.search(line)
    lead = _LEAD.match(line[: found.start])
    text = cell.group(1) if cell else lead.group(1) if lead else (passage.section[-1] if passage.section else "")
    return _NUMBER.sub("", text).strip()


def _listed(works: list[_Work], name: str, role: str, context: Context) -> list[Statement]:
    """Cite every passage that names a work shown; the first statement carries the text."""
    shown: list[_Work] = []
    for work in works:
        if sum(len(other.name) + 1 for other in (*shown, work)) > LONGEST_ANSWER - 40:
            break
        shown.append(work)
    items = "、".join(work.name for work in shown) + ("等" if len(shown) < len(works) else "")
    text = message("works_of", department=name, role=role, items=items)
    retrieved = {item.passage.id: item for item in context.retrieved}
    statements: list[Statement] = []
    for work in shown:
        if any(statement.passage.id == work.passage.id for statement in statements):
            continue
        source = retrieved.get(work.passage.id) or Retrieved(-1, work.passage, 0.0, 0.0)
        statements.append(Statement("" if statements else text, source, work.span))
    return statements
