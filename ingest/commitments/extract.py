"""Draw the quantified commitments out of a document."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from ingest.commitments.commitment import Commitment, Comparator, Kind
from ingest.commitments.comparators import comparator_of
from ingest.commitments.periods import Frame, Mention, mentions
from ingest.commitments.readable import Readable, evened, joined
from ingest.commitments.responsible import Bracket, brackets, covering, departments_of
from ingest.commitments.subjects import is_base, row_of, shared, subjects_of
from ingest.commitments.tables import Cell, cells_of, deadline_of, prose_cells
from ingest.commitments.tense import Part, kind_of, parts_of
from ingest.commitments.values import Value, find_values
from ingest.passage import Description, Passage
from ingest.sentences import Span, sentence_spans
from ingest.table_row import read_row

_MEASURED = re.compile(
    r"\d|翻(?:了|近)?[一两二三四]?番|分之|[一二两三四五六七八九]成|[百千万亿](?:元|美元|人)|[一二两三四五六七八九十百千](?:[万亿所座条家处支个]|[百千])"
)
_BREAK = re.compile(r"[，；。]")
_FROM_YEAR = re.compile(r"(?:由|从|自)[^，；。]{0,6}?((?:19|20)\d{2})年")
_OPENS = 6
_TERM = 5
_LIST_ITEM = re.compile(r"^\s*(?:——|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、．.]|[①-⑳●■◆★])")
_REPORT = re.compile(r"报告")
_HEAD = re.compile(r"^(?:——|[（(]?[一二三四五六七八九十\d]+[、．.)）])?(?P<head>[^，。；：\n]{2,24})[。：]")


class _Part(NamedTuple):
    """A passage on its way: what is known of its time and who answers, and the running number of its commitments."""

    passage: Passage
    frame: Frame
    back: bool | None
    brackets: Sequence[Bracket]
    text: str
    numbers: Iterator[int]


class _Piece(NamedTuple):
    """A sentence or a table row of a passage; `row` is the row that the sentence is a cell of, "" for any other."""

    start: int
    end: int
    row: str = ""


class _Carried(NamedTuple):
    """The year that the sentences before speak of, under which headings, and whether their paragraph goes on."""

    year: int | None
    section: tuple[str, ...]
    open: bool
    end: int


class _Reading(NamedTuple):
    """What was read of one figure."""

    value: Value
    subject: str
    year: int | None
    kind: Kind
    comparator: Comparator


def frame_of(description: Description) -> Frame:
    """Return what is known of a document's time."""
    is_report = bool(_REPORT.search(description.kind or "") or _REPORT.search(description.title))
    report = description.last_year if is_report else None
    return Frame(report, description.first_year, description.last_year)


def commitments_of(description: Description, passages: Sequence[Passage]) -> tuple[Commitment, ...]:
    """Return the quantified commitments of a document, in the order of its text."""
    frame = frame_of(description)
    found: list[Commitment] = []
    carried = _Carried(None, (), False, 0)
    for place, (passage, parts) in enumerate(zip(passages, parts_of(passages, frame), strict=True)):
        following = passages[place + 1] if place + 1 < len(passages) else None
        # A list that was cut in two goes on under the same headings, and so does the bracket behind it.
        text = passage.text
        if following is not None and following.section == passage.section:
            text += "\n" * (following.start - passage.end) + following.text
        part = _Part(passage, frame, parts[0].back, brackets(text), text, count())
        rows, carried = _of_passage(part, parts, carried)
        found += rows
    return tuple(found)


def _of_passage(part: _Part, parts: Sequence[Part], before: _Carried) -> tuple[list[Commitment], _Carried]:
    passage, frame = part.passage, part.frame
    heading = _year_of_heading(passage.section, frame, part.back)
    goes_on = before.section == passage.section and (before.open or passage.start <= before.end)
    year = before.year if goes_on else heading
    found: list[Commitment] = []
    start_of_line, listing = True, False
    text = evened(passage.text)
    for piece in _pieces(passage.text):
        span = Span(piece.start, piece.end)
        printed = text[span.start : span.end]
        if len(parts) > 1:
            back = [one.back for one in parts if one.start <= span.start][-1]
            part = part if back == part.back else part._replace(back=back)
        if start_of_line and span.start and frame.report_year and not _LIST_ITEM.match(printed) and not listing:
            # In a report a paragraph of its own speaks of the year of its part again.
            year = heading
        measured = _MEASURED.search(printed)
        if measured or "年" in printed or "五" in printed:
            sentence = joined(printed)
            named = mentions(sentence.text, frame)
            row = read_row(sentence.text.strip())
            if measured and row:
                found += _of_row(part, span, sentence, year)
            elif measured:
                earlier = found[-1].subject if found else ""
                due = deadline_of(piece.row, frame) if piece.row else None
                named_here = departments_of(piece.row, True) if piece.row else ()
                found += _of_sentence(part, span, sentence, named, due or year, earlier, named_here)
            told = None if row or piece.row else _year_told(named, part, sentence.text)
            year = told if told is not None else year
        start_of_line = passage.text[span.end : span.end + 1] == "\n" or printed.endswith("\n")
        listing = printed.rstrip().endswith(("：", ":", "；", ";")) or bool(_LIST_ITEM.match(printed))
    ends_open = not passage.text.rstrip().endswith(("。", "！", "”"))
    return found, _Carried(year, passage.section, ends_open, passage.end)


def _year_told(named: Sequence[Mention], part: _Part, sentence: str) -> int | None:
    """Return the year that the sentences after this one speak of too, None where it names none."""
    frame = part.frame
    comma = sentence.find("，")
    goes_on = comma < 0 or sentence.rstrip().endswith(("；", "："))
    first_clause = len(sentence) if goes_on else comma
    if frame.report_year is None:
        near = [one for one in named if frame.last_year is None or one.year <= frame.last_year]
    elif part.back:
        # A review tells history in passing; what it counts is the year or the years it reviews.
        last = frame.report_year - 1
        near = [one for one in named if one.year == last or (one.spans and last - _TERM <= one.year < last)]
    else:
        # A year further on in a sentence is that of its clause: "建成后，到2030年…".
        near = [one for one in named if one.year >= frame.report_year and (one.spans or one.start <= first_clause)]
    if not near:
        return None
    # A time that opens a sentence is its topic; one further on belongs to its clause alone.
    return near[0].year if near[0].start <= _OPENS else near[-1].year


def _pieces(text: str) -> list[_Piece]:
    """Cut a passage into sentences and table rows; what a cell says in words is cut out of its row, too."""
    pieces: list[_Piece] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if read_row(line.strip()) is None:
            pieces += [_Piece(start + one.start, start + one.end) for one in sentence_spans(line)]
        else:
            pieces.append(_Piece(start, start + len(line.rstrip("\n"))))
            pieces += [
                _Piece(start + first + one.start, start + first + one.end, line.strip())
                for first, last in prose_cells(line)
                for one in sentence_spans(line[first:last])
            ]
        start += len(line)
    return pieces


def _year_of_heading(section: Sequence[str], frame: Frame, back: bool | None) -> int | None:
    for heading in reversed(section):
        named = list(_years_in(heading, frame))
        now = frame.report_year or frame.first_year
        if back and now:
            # "“十二五”成就和“十三五”目标" heads a review first, and the title of a plan heads all of it.
            named = [year for year in named if year < now or year == frame.report_year]
        if named:
            return named[-1]
    return None


@lru_cache(maxsize=256)
def _years_in(heading: str, frame: Frame) -> tuple[int, ...]:
    return tuple(one.year for one in mentions(heading, frame))


def _of_row(part: _Part, span: Span, readable_one: Readable, carried: int | None) -> Iterator[Commitment]:
    """Draw the commitments out of the cells of a table row that are figures."""
    frame, line = part.frame, readable_one.text
    departments = departments_of(line, True)
    due = deadline_of(line, frame)
    for cell in cells_of(line, frame):
        year = cell.year or (due if cell.kind != "achieved" else None) or carried or frame.last_year
        kind = cell.kind or kind_of("", year, cell.year is not None, frame, part.back)
        found = _Reading(cell.value, cell.subject, year, kind, _of_cell(cell))
        yield _row(part, span, readable_one, found, departments)


def _of_sentence(
    part: _Part,
    span: Span,
    readable_one: Readable,
    named: list[Mention],
    carried: int | None,
    earlier: str,
    answering: tuple[str, ...],
) -> Iterator[Commitment]:
    """Draw the commitments out of a sentence; `answering` are the departments that its row names."""
    frame, sentence = part.frame, readable_one.text
    values = find_values(sentence)
    if not values:
        return
    departments = departments_of(sentence) or answering or covering(part.text, span.end, part.brackets)
    subjects = subjects_of(sentence, values, _heading(part.passage, sentence), earlier)
    for place, (value, subject) in enumerate(zip(values, subjects, strict=True)):
        first, last = row_of(sentence, values, place)
        comparator = comparator_of(sentence, value, values[first], values[last])
        year, is_named, past = _year(value, named, sentence, carried)
        kind = "achieved" if past else kind_of(sentence[: value.start], year, is_named, frame, part.back)
        year = _default_year(kind, frame) if year is None else year
        if is_base(sentence, value, values[place + 1 : place + 2]):
            kind, year = "achieved", _year_of_base(value, named, sentence)
        for single in shared(subject, sentence, value):
            reading = _Reading(value, single, year, kind, comparator)
            yield _row(part, span, readable_one, reading, departments)


def _year_of_base(value: Value, named: Sequence[Mention], sentence: str) -> int | None:
    """Return the year printed with the figure that a change starts from, None where none is."""
    years = _FROM_YEAR.findall(_BREAK.split(sentence[: value.start])[-1])
    return int(years[-1]) if years else None


def _heading(passage: Passage, sentence: str) -> str:
    head = _HEAD.match(passage.text)
    if head and head["head"] not in sentence:
        return head["head"]
    return passage.section[-1] if passage.section else ""


def _year(value: Value, named: list[Mention], sentence: str, carried: int | None) -> tuple[int | None, bool, bool]:
    """Return the year of a figure, whether the text names it, and whether it looks back in so many words."""
    before = [one for one in named if one.end <= value.start]
    if before:
        return before[-1].year, True, before[-1].past
    behind = [one for one in named if one.start >= value.end and not _BREAK.search(sentence, value.end, one.start)]
    if behind:
        return behind[0].year, True, behind[0].past
    return carried, carried is not None, False


def _default_year(kind: Kind, frame: Frame) -> int | None:
    if frame.report_year:
        return frame.report_year - 1 if kind == "achieved" else frame.report_year
    if kind == "target":
        return frame.last_year
    return frame.first_year - 1 if frame.first_year else None


def _of_cell(cell: Cell) -> Comparator:
    """Return the comparator of a cell: a header such as "年均增长" says that it grows."""
    if not cell.grows:
        return cell.value.bound
    return "growth_rate_at_least" if cell.value.bound == "at_least" else "increase_by"


def _row(part: _Part, span: Span, read: Readable, found: _Reading, departments: tuple[str, ...]) -> Commitment:
    passage, value = part.passage, found.value
    raw = passage.text[span.start : span.end]
    first, last = read.printed(value.start), read.printed(value.end - 1) + 1
    start = passage.start + span.start + first
    return Commitment(
        id=f"{passage.id}.{next(part.numbers)}",
        document=passage.document,
        section=passage.section,
        page=passage.page,
        start=start,
        end=start + last - first,
        subject=found.subject,
        value=raw[first:last],
        number=value.number,
        unit=f"{_SCALE_WORDS.get(value.scale, '')}{value.unit}",
        base_number=value.base_number,
        base_unit=value.unit,
        comparator=found.comparator,
        year=found.year,
        kind=found.kind,
        departments=departments,
        sentence=raw.strip(),
        sentence_start=passage.start + span.start + len(raw) - len(raw.lstrip()),
    )


_SCALE_WORDS = {1e2: "百", 1e3: "千", 1e4: "万", 1e5: "十万", 1e6: "百万", 1e7: "千万", 1e8: "亿", 1e12: "万亿"}
