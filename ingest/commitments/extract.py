"""Draw the quantified commitments out of a document."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from ingest.commitments.commitment import Commitment, Comparator, Kind
from ingest.commitments.comparators import comparator_of
from ingest.commitments.periods import Frame, Mention, mentions
from ingest.commitments.responsible import departments_of
from ingest.commitments.subjects import row_start, shared, subjects_of
from ingest.commitments.tables import Cell, cells_of, is_row
from ingest.commitments.tense import kind_of, looks_back
from ingest.commitments.values import Value, find_values
from ingest.passage import Description, Passage
from ingest.script import simplified
from ingest.sentences import Span, sentence_spans

_MEASURED = re.compile(
    r"\d|翻[一两二三四]?番|分之|[一二两三四五六七八九]成|[一二两三四五六七八九十百千](?:[万亿所座条家处支个]|[百千])"
)
_DATED = re.compile(r"\d{4}|五|年|二[〇○零]")
_OPENS = 6
_REPORT = re.compile(r"报告")
_HEAD = re.compile(r"^(?:——|[（(]?[一二三四五六七八九十\d]+[、．.)）])?(?P<head>[^，。；：\n]{2,24})[。：]")


class _Part(NamedTuple):
    """A passage on its way: what is known of its time, and the running number of its commitments."""

    passage: Passage
    frame: Frame
    back: bool | None
    heading_year: int | None
    numbers: Iterator[int]


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
    back: bool | None = True if frame.report_year else None
    trail: tuple[str, ...] = ()
    for passage in passages:
        if passage.section != trail:
            trail = passage.section
            told = looks_back(trail)
            back = told if told is not None else back
        for row in _of_passage(passage, frame, back):
            found.append(row)
    return tuple(found)


def _of_passage(passage: Passage, frame: Frame, back: bool | None) -> Iterator[Commitment]:
    if not _MEASURED.search(passage.text):
        return
    part = _Part(passage, frame, back, _year_of_heading(passage.section, frame), count())
    year = part.heading_year
    spans = _lines_and_sentences(passage.text)
    for place, span in enumerate(spans):
        sentence = simplified(passage.text[span.start : span.end])
        named = mentions(sentence, frame) if _DATED.search(sentence) else []
        if _MEASURED.search(sentence):
            following = passage.text[span.end : spans[place + 1].end] if place + 1 < len(spans) else ""
            yield from _of_sentence(part, span, sentence, named, year, following)
        carried = _carried(named, sentence, frame)
        year = carried if carried is not None else year


def _carried(named: Sequence[Mention], sentence: str, frame: Frame) -> int | None:
    """Return the year that the sentences after this one speak of too, None where it names none."""
    near = [one for one in named if frame.report_year or frame.last_year is None or one.year <= frame.last_year]
    if not near:
        return None
    # A time that opens a sentence is its topic; one further on belongs to its clause alone.
    return near[0].year if near[0].start <= _OPENS else near[-1].year


def _lines_and_sentences(text: str) -> list[Span]:
    """Cut a passage into sentences, table rows whole."""
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if is_row(line.strip()):
            spans.append(Span(start, start + len(line.rstrip("\n"))))
        else:
            spans += [Span(start + one.start, start + one.end) for one in sentence_spans(line)]
        start += len(line)
    return spans


def _year_of_heading(section: Sequence[str], frame: Frame) -> int | None:
    for heading in reversed(section):
        named = mentions(heading, frame)
        if named:
            return named[-1].year
    return None


def _of_sentence(
    part: _Part, span: Span, sentence: str, named: list[Mention], carried: int | None, following: str
) -> Iterator[Commitment]:
    frame = part.frame
    if is_row(sentence.strip()):
        for cell in cells_of(sentence, frame):
            year = cell.year or carried or frame.last_year
            kind = kind_of("", year, cell.year is not None, frame, part.back)
            found = _Reading(cell.value, cell.subject, year, kind, _of_cell(cell))
            yield _row(part, span, found, departments_of(sentence, following))
        return
    values = find_values(sentence)
    if not values:
        return
    departments = departments_of(sentence, following)
    subjects = subjects_of(sentence, values, _heading(part.passage, sentence))
    for place, (value, subject) in enumerate(zip(values, subjects, strict=True)):
        comparator = comparator_of(sentence, value, values[row_start(sentence, values, place)])
        year, is_named, past = _year(value, named, sentence, carried)
        kind = "achieved" if past else kind_of(sentence[: value.start], year, is_named, frame, part.back)
        year = _default_year(kind, frame) if year is None else year
        for single in shared(subject, sentence, value):
            yield _row(part, span, _Reading(value, single, year, kind, comparator), departments)


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
    behind = [
        one for one in named if one.start >= value.end and not re.search(r"[，；。]", sentence[value.end : one.start])
    ]
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


def _row(part: _Part, span: Span, found: _Reading, departments: tuple[str, ...]) -> Commitment:
    passage, value = part.passage, found.value
    raw = passage.text[span.start : span.end]
    start = passage.start + span.start + value.start
    return Commitment(
        id=f"{passage.id}.{next(part.numbers)}",
        document=passage.document,
        section=passage.section,
        page=passage.page,
        start=start,
        end=start + value.end - value.start,
        subject=found.subject,
        value=raw[value.start : value.end],
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
