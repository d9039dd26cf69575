"""Answer from the sentences of the passages themselves, without a model."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.definitions import bare, counted_parts, explains
from assistant.departments import Responsibility, find_responsibilities
from assistant.evidence import Unit, trimmed, unit_spans, units
from assistant.lists import asked_count, counted_match, enumeration_length, leads
from assistant.messages import message
from assistant.support import Sought
from assistant.understand import Kind, Understanding
from ingest.figures import find_figures, find_years
from ingest.passage import Passage
from ingest.regions import short_name
from ingest.sentences import Span
from vectorstore.retrieve import Retrieved

# Below this share of the question's weight a sentence is about something else (measured on the sample cases).
ENOUGH = 0.40
_ENOUGH_FOR_DEPARTMENT = 0.42
_LOOKED_AT = 8
_LONGEST_ANSWER = 290
_SHORTEST_DEFINITION = 40
_EXPLAINED = 0.8
_TARGET = re.compile(r"目标|打算|计划|预期|预计|力争|安排|准备|定[的了为在]|想要?|要(?![素求闻点害件道塞])|将")
_ACHIEVED = re.compile(r"完成|实际|达到了|实现了|取得|增长了|下降了|做到了|了多少|有多少|结果")
_SETS_TARGET = re.compile(r"目标|预期|力争")
_MEANING = re.compile(r"意思|含义|指(?:的是)?什么|何谓|内涵|怎么理解|代表什么|什么叫")
_DATE = re.compile(
    r"(?:19|20)\d{2}年|[一二][〇○零九][〇○零一二三四五六七八九]{2}年|\d{1,4}月\d{1,2}日|\d{3,4}日|年底|年末|[一二三四五六七八九十]{1,3}五”?(?:末|时期|期间)"
)
_EXPECTED_UNIT: tuple[tuple[str, str], ...] = (
    (r"百分之|几成|比例|占比|比重|覆盖率|率(?!先)|强度|增速|增长|下降|降低|提高", r"%|％|百分点|成"),
    (r"多少钱|多少亿|资金|投资|产值|收入|总值|GDP|零售|交易额|贸易额|总额|投入|花", r"元"),
    (r"面积|多大|亩", r"亩|公顷|平方|%"),
    (r"多长|里程|公里|千米", r"公里|千米|米"),
    (r"几天|多少天|多久|时限", r"天|工作日|小时|个月"),
    (r"多少人|几人|人数|人次", r"人|名|户"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer: what is shown, and the part of a passage that supports it.

    `quote` and `key` are spans of the passage's text; `key` is the part that answers.
    """

    text: str
    retrieved: Retrieved
    quote: Span
    key: Span | None = None

    @property
    def passage(self) -> Passage:
        """The passage that supports the statement."""
        return self.retrieved.passage


@dataclass(frozen=True, slots=True)
class Extraction:
    """The statements of an answer, best first, empty when nothing answers; `nearest` is then the nearest sentence."""

    statements: tuple[Statement, ...] = ()
    nearest: Unit | None = None
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class Context:
    """What every way of answering looks at."""

    understanding: Understanding
    sought: Sought
    retrieved: Sequence[Retrieved]
    passages_of: Callable[[str], list[Passage]]
    periods: Mapping[str, tuple[int | None, int | None]]
    years: tuple[int, ...]


def extract(context: Context) -> Extraction:
    """Return the statements that answer a question."""
    found = units(context.retrieved[:_LOOKED_AT], context.sought)
    if not found:
        return Extraction()
    nearest = max(found, key=lambda unit: unit.support + 0.1 * unit.retrieved.score)
    kind = context.understanding.kind
    if kind in ("list", "entity") and any(counted_parts(term) for term in context.understanding.quoted):
        kind = "definition"
    admitted = [unit for unit in found if _admitted(unit, context)]
    if kind == "department":
        statements = _department(context)
    elif kind == "definition":
        statements = _definition(context, admitted) or _sentences(context, admitted, "entity")
        if _undefined(context, statements):
            statements = []
    elif kind == "list":
        statements = _section_list(context) or _sentences(context, admitted, kind)
        if _undefined(context, statements):
            statements = []
    else:
        statements = _sentences(context, admitted, kind)
    return Extraction(tuple(statements), nearest, nearest.support)


def _admitted(unit: Unit, context: Context) -> bool:
    """Refuse sentences about another place or another year than the one asked for."""
    asked = context.understanding
    where = unit.passage.text + " ".join(unit.passage.section)
    if asked.missing_region and short_name(asked.missing_region) not in unit.text:
        return False
    if any(place not in where for place in asked.places):
        return False
    if not context.years or asked.kind not in ("figure", "list", "entity", "yes_no"):
        return True
    wanted = set(context.years)
    if unit.years:
        return bool(wanted & set(unit.years)) or _spans(unit.text, context.years)
    if unit.carried is not None and asked.kind == "figure":
        return unit.carried in wanted
    return asked.kind != "figure" or _undated_fits(unit, context)


def _undated_fits(unit: Unit, context: Context) -> bool:
    """Tell whether a sentence without a year may be about the years asked: a plan's undated targets are for its last
    year, what it looks back on is of the year before its first."""
    first, last = context.periods.get(unit.passage.document, (None, None))
    if first is None or last is None:
        return False
    if unit.in_review:
        return first - 1 in context.years
    return last in context.years or _spans(unit.passage.text, context.years)


def _spans(text: str, years: Sequence[int]) -> bool:
    """Tell whether a text prints a range of years that holds one of `years`."""
    for match in re.finditer(r"((?:19|20)\d{2})年?[-—–~至到]+((?:19|20)\d{2})", text):
        if any(int(match[1]) <= year <= int(match[2]) for year in years):
            return True
    return False


def _worth(unit: Unit, context: Context, kind: Kind) -> float:
    """Add to a sentence's support what speaks for its holding the kind of answer asked for."""
    worth = unit.support + 0.15 * unit.retrieved.score
    if kind == "figure":
        worth += _figure_worth(unit, context.understanding.standalone)
    elif kind == "date":
        worth += 0.15 if _DATE.search(unit.text) else (0.05 if unit.carried else -0.3)
    elif kind == "list":
        length = enumeration_length(unit.text)
        worth += 0.12 if length >= 3 else (0.0 if length == 2 else -0.12)
        worth += 0.2 * counted_match(context.understanding.standalone, unit.text)
    if context.years:
        if set(context.years) & set(unit.years):
            worth += 0.12
        elif unit.carried in context.years:
            worth += 0.08
    first, _ = context.periods.get(unit.passage.document, (None, None))
    if unit.in_review and context.years and first is not None and max(context.years) < first:
        worth += 0.1
    return worth + _tense_worth(unit, context)


def _tense_worth(unit: Unit, context: Context) -> float:
    """Tell targets from achieved figures: a report sets targets for its own year and looks back on the one before."""
    question = context.understanding.standalone
    first, last = context.periods.get(unit.passage.document, (None, None))
    if _ACHIEVED.search(question) and _SETS_TARGET.search(unit.text):
        return -0.25
    if _TARGET.search(question):
        return (-0.3 if unit.in_review else 0.0) + (0.1 if first in context.years or last in context.years else 0.0)
    if first is not None and first == last and first - 1 in context.years:
        return 0.15 if unit.in_review else -0.1
    if first is not None and first == last and first in context.years and _ACHIEVED.search(question):
        return -0.15
    return 0.0


def _figure_worth(unit: Unit, question: str) -> float:
    figures = unit.figures
    if not figures:
        return -0.3
    match = re.search(r"(?:多少|几)(个工作日|平方公里|平方米|公里|个月|工作日|[\u4e00-\u9fff])", question)
    printed = " ".join(figure.text for figure in figures)
    if match and match.group(1) in printed and match.group(1) not in "的是要了能钱":
        return 0.22
    for pattern, expected in _EXPECTED_UNIT:
        if re.search(pattern, question):
            return 0.2 if re.search(expected, printed) else 0.0
    return 0.1


def _sentences(context: Context, candidates: Sequence[Unit], kind: Kind) -> list[Statement]:
    """Take the best sentence, and a second one where it says what the first leaves open."""
    ranked = sorted(candidates, key=lambda unit: (-_worth(unit, context, kind), unit.retrieved.key, unit.start))
    ranked = [unit for unit in ranked if unit.support >= ENOUGH and _holds_kind(unit, kind)]
    if not ranked:
        return []
    best = ranked[0]
    chosen = [best]
    still = context.sought.without(best.text, " ".join(best.passage.section))
    open_share = still.total / (context.sought.total or 1.0)
    for unit in ranked[1:6]:
        close = _worth(best, context, kind) - _worth(unit, context, kind) < 0.06
        fills = open_share > 0.35 and still.share(unit.text) > 0.45
        if (close or fills) and unit.passage.document == best.passage.document and unit.text != best.text:
            chosen.append(unit)
            break
    statements = [_statement(unit, context, kind) for unit in chosen]
    if sum(len(statement.text) for statement in statements) > _LONGEST_ANSWER:
        statements = statements[:1]
    return statements


def _holds_kind(unit: Unit, kind: Kind) -> bool:
    if kind == "figure":
        return bool(unit.figures)
    if kind == "date":
        return bool(_DATE.search(unit.text)) or unit.carried is not None
    return True


_WANTED: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(r"\d"),
    "date": _DATE,
    "list": re.compile(r"、"),
}


def _statement(unit: Unit, context: Context, kind: Kind) -> Statement:
    """Show a sentence, shortened round the part that answers and with the year it stands under."""
    span = trimmed(unit, context.sought, _WANTED.get(kind))
    passage_text = unit.passage.text
    if kind == "list" and unit.end - unit.start <= _LONGEST_ANSWER:
        span = Span(unit.start, unit.start + len(passage_text[unit.start : unit.end].rstrip("。；;，, \n")))
    shown = passage_text[span.start : span.end].strip()
    prefix = (
        ""
        if find_years(shown) or kind not in ("figure", "date")
        else _year_clause(passage_text, span.start, unit, context)
    )
    return Statement(f"{prefix}{shown}", unit.retrieved, span, _key(passage_text, span, context, kind))


def _year_clause(text: str, before: int, unit: Unit, context: Context) -> str:
    """Return the words before a span that say which year it is about ("到2025年……"), "" where there are none."""
    matches = list(re.finditer(r"(?:到|至|力争到?|截至|在)?\s*(?:19|20)\d{2}\s*年(?:底|末|前)?", text[:before]))
    if not matches:
        return ""
    wanted = [m for m in matches if not context.years or any(str(year) in m.group() for year in context.years)]
    return re.sub(r"\s", "", wanted[-1].group()) + "……" if wanted else ""


def _key(text: str, span: Span, context: Context, kind: Kind) -> Span | None:
    """Return the figure or date nearest to the question's words inside the quote."""
    quote = text[span.start : span.end]
    if kind == "date":
        match = _DATE.search(quote)
        return Span(span.start + match.start(), span.start + match.end()) if match else None
    figures = find_figures(quote) if kind == "figure" else []
    if not figures:
        return None
    best = max(figures, key=lambda f: context.sought.share(quote[max(0, f.start - 16) : f.end]))
    return Span(span.start + best.start, span.start + best.end)


def _department(context: Context) -> list[Statement]:
    """Name the departments of the paragraph or table row that is about the question."""
    about = [t for t in context.sought.terms if not re.search(r"牵头|负责|部门|单位|责任|哪|主管|解决", t.word)]
    sought = Sought(tuple(about)) if about else context.sought
    best: tuple[float, Retrieved, int, str, list[Responsibility]] | None = None
    for item in context.retrieved[:_LOOKED_AT]:
        heading = " ".join(item.passage.section)
        for start, line in _lines(item.passage.text):
            found = find_responsibilities(line)
            if not found or any(place not in line for place in context.understanding.places):
                continue
            topic = line
            for responsibility in found:
                topic = topic.replace(responsibility.names, " ")
            score = sought.share(topic, heading, worth=(1.0, 0.5)) + 0.1 * item.score
            score += 0.15 * sought.share(line[:30])
            if best is None or score > best[0]:
                best = (score, item, start, line, found)
    if best is None or best[0] < _ENOUGH_FOR_DEPARTMENT:
        return []
    _, item, start, line, found = best
    found = _nearest_responsibilities(line, found, sought)
    parts = [_named(line, item.passage, responsibility) for responsibility in found]
    quote = Span(start + found[0].start, start + found[-1].end)
    if "：" in line[: found[0].start] and re.match(r"^[^：]{2,20}：", line):
        quote = Span(start, start + found[-1].end)
    return [Statement("；".join(parts), item, quote, Span(start + found[0].start, start + found[0].end))]


def _nearest_responsibilities(line: str, found: list[Responsibility], sought: Sought) -> list[Responsibility]:
    """Keep the cells of a row together; of several sentences keep the one that is about the question."""
    if len(found) == 1 or all(f.role in ("牵头单位", "责任单位", "责任部门", "牵头部门", "配合单位") for f in found):
        return found
    return [max(found, key=lambda f: sought.share(line[max(0, f.start - 60) : f.start]))]


def _named(line: str, passage: Passage, responsibility: Responsibility) -> str:
    cell = re.match(r"^[^：；]{2,20}：([^；]{2,60})；", line)
    lead = re.match(r"^(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])?([^。：:；;]{2,30})[。：:]", line)
    subject = cell.group(1) if cell else lead.group(1) if lead else (passage.section[-1] if passage.section else "")
    if responsibility.role in ("牵头", "负责", "设在") and not cell:
        clause_start = max(line.rfind(mark, 0, responsibility.start) for mark in "。；;") + 1
        return line[clause_start : responsibility.end].strip()
    return message("responsible", subject=subject, role=responsibility.role, names=responsibility.names)


def _lines(text: str) -> list[tuple[int, str]]:
    offset, found = 0, []
    for line in text.split("\n"):
        found.append((offset, line))
        offset += len(line) + 1
    return found


def _definition(context: Context, candidates: Sequence[Unit]) -> list[Statement]:
    """Show the sentences that explain the term asked about, as many as it takes up to the length of an answer."""
    terms = _terms_asked(context.understanding)
    enough = _EXPLAINED if context.understanding.quoted else 0.5
    best: tuple[float, Unit, str] | None = None
    for unit in candidates:
        text = unit.passage.text
        for term in terms:
            around = text[unit.start : min(len(text), unit.start + _LONGEST_ANSWER)]
            clear = explains(term, around)
            score = clear + 0.4 * explains(term, unit.text) + unit.support + 0.1 * unit.retrieved.score
            score += 0.3 * all(bare(quoted) in bare(text) for quoted in context.understanding.quoted)
            if clear >= enough and (best is None or score > best[0]):
                best = (score, unit, term)
    if best is None:
        return []
    _, unit, term = best
    text = unit.passage.text
    if unit.end - unit.start > _LONGEST_ANSWER:
        return [_statement(unit, context, "definition")]
    end = unit.end
    for span in unit_spans(text):
        if span.start < end:
            continue
        complete = explains(term, text[unit.start : end]) >= _EXPLAINED and end - unit.start >= _SHORTEST_DEFINITION
        if complete or span.end - unit.start > _LONGEST_ANSWER:
            break
        end = span.end
    span = Span(unit.start, unit.start + len(text[unit.start : end].rstrip("，, \n")))
    return [Statement(text[span.start : span.end].strip(), unit.retrieved, span)]


def _terms_asked(understanding: Understanding) -> list[str]:
    quoted = understanding.quoted
    if quoted:
        # "一轴三廊"的"三廊": the part is asked about, not the whole it is a part of.
        return [term for term in quoted if not any(other != term and other in term for other in quoted)]
    return [part for part in re.split(r"[\s，,的]", understanding.core) if 2 <= len(part) <= 16] or [understanding.core]


def _undefined(context: Context, statements: Sequence[Statement]) -> bool:
    """Tell whether a question asks what a quoted, counted term stands for and the statements only mention it."""
    for term in context.understanding.quoted:
        coined = any(count > 1 for count, _ in counted_parts(term)) or re.fullmatch(r"[\d.+-]{2,}", term)
        if (
            (coined or _MEANING.search(context.understanding.standalone))
            and statements
            and not any(explains(term, s.passage.text) >= _EXPLAINED for s in statements)
        ):
            return True
    return False


def _section_list(context: Context) -> list[Statement]:
    """List the openings of the paragraphs under a heading that is what the question asks for."""
    count = asked_count(context.understanding.standalone)
    best: tuple[float, Retrieved, str, list[tuple[str, Passage]]] | None = None
    for item in context.retrieved[:_LOOKED_AT]:
        for depth, heading in enumerate(item.passage.section, start=1):
            share = context.sought.share(heading)
            if share < 0.62:
                continue
            prefix = item.passage.section[:depth]
            inside = [p for p in context.passages_of(item.passage.document) if p.section[:depth] == prefix]
            items = leads(inside)
            if len(items) < 3 or (count and count != len(items)):
                continue
            score = share + 0.1 * depth + (0.3 if count == len(items) else 0.0)
            if best is None or score > best[0]:
                best = (score, item, heading, items)
    if best is None:
        return []
    _, item, heading, items = best
    names = [name for name, _ in items]
    text = message("list_of", heading=heading, items="、".join(names))
    if len(text) > _LONGEST_ANSWER + 200:
        return []
    return _cite_items(text, items, item)


def _cite_items(text: str, items: Sequence[tuple[str, Passage]], found: Retrieved) -> list[Statement]:
    """Cite every passage that holds an item; the first statement carries the text."""
    statements: list[Statement] = []
    seen: set[str] = set()
    for name, passage in items:
        if passage.id in seen:
            continue
        seen.add(passage.id)
        start = passage.text.find(name)
        span = Span(start, start + len(name)) if start >= 0 else Span(0, min(len(passage.text), 60))
        source = found if passage.id == found.passage.id else Retrieved(-1, passage, 0.0, 0.0)
        statements.append(Statement(text if not statements else "", source, span, span))
    return statements
