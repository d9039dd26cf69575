"""Check a sentence of the model against the passages it cites, and find the words that support it."""

import re
from collections.abc import Mapping, Sequence

from assistant.evidence import unit_spans
from assistant.llm.check_figures import figure_problems, number_problems
from assistant.llm.check_names import name_problems, plain
from assistant.llm.evidence import Evidence
from assistant.llm.numerals import in_digits
from assistant.llm.printed import printed, same_figure, years_in
from assistant.llm.problem import Asked, Problem
from assistant.llm.reply import Piece, Sentence
from assistant.support import Sought
from ingest.sentences import Span
from vectorstore.tokens import normalise

# Below this share of its weight a sentence says something its passages do not (see docs/llm.md).
_SUPPORTED = 0.4
_SUPPORTED_FIGURE = 0.25
_LEAKED = 14
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{2,60})[”」』\"]")
_ADDRESS = re.compile(r"https?:|www\.|javascript:|@\w+\.\w|[<>{}]|=>|\(\)|;\s*$|□")


def problems_of(sentence: Sentence, evidence: Mapping[str, Evidence], asked: Asked, secret: str) -> list[Problem]:
    """Return why a sentence must not be shown, nothing for one that is supported; `secret` is the system prompt."""
    if not sentence.pieces or not all(piece.marks for piece in sentence.pieces):
        return [Problem("unsourced")]
    found: list[Problem] = []
    for number, piece in enumerate(sentence.pieces):
        cited = [evidence[mark] for mark in piece.marks]
        text = sentence.lead + piece.text if number == 0 else piece.text
        found += [
            *_leaks(text, cited, secret),
            *number_problems(text, cited, asked),
            *name_problems(text, cited, asked),
        ]
        found += figure_problems(_with_year(sentence, number), cited, asked)
    found += _other_years(sentence, asked)
    if not found and not asked.english:
        found += _unsupported(sentence, evidence, asked)
    return list(dict.fromkeys(found))


def _with_year(sentence: Sentence, number: int) -> str:
    """Return a piece with the year that its sentence names before it, if it names none itself."""
    text = sentence.pieces[number].text
    if years_in(in_digits(text)):
        return text
    before = in_digits(sentence.lead + "".join(piece.text for piece in sentence.pieces[:number]))
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?=年)", before)
    return f"{years[-1]}年{text}" if years else text


def _other_years(sentence: Sentence, asked: Asked) -> list[Problem]:
    """Return the years of a sentence with figures when none of them is one that the question asks about."""
    text = sentence.lead + sentence.text
    years = years_in(in_digits(text))
    if not asked.years or not years or years & set(asked.years) or not printed(text, (), asked.english):
        return []
    return [Problem("asked", f"{year}") for year in sorted(years)]


def _leaks(text: str, cited: Sequence[Evidence], secret: str) -> list[Problem]:
    if _ADDRESS.search(text):
        return [Problem("foreign", _ADDRESS.findall(text)[0])]
    words, rules = plain(text), plain(secret)
    whole = plain(" ".join(other.text for other in cited))
    for start in range(len(words) - _LEAKED + 1):
        part = words[start : start + _LEAKED]
        if part in rules and part not in whole:
            return [Problem("foreign", part)]
    return []


def _unsupported(sentence: Sentence, evidence: Mapping[str, Evidence], asked: Asked) -> list[Problem]:
    for piece in sentence.pieces:
        cited = [evidence[mark] for mark in piece.marks]
        # A figure that has passed its own checks says much of what the words are about.
        enough = _SUPPORTED_FIGURE if printed(piece.text, (), asked.english) else _SUPPORTED
        if support(piece.text, cited, asked) < enough:
            return [Problem("support")]
    return []


def support(text: str, cited: Sequence[Evidence], asked: Asked) -> float:
    """Return the share of a text's weight that its passages hold, in one sentence or, worth less, anywhere."""
    question, held = normalise(asked.question), normalise(" ".join(other.text for other in cited))
    words = re.sub(r"[\d.,%]+", " ", re.sub("《[^》]*》", " ", text))
    # A word of the question that the passage puts otherwise ("半截子路") is no sign of invention.
    terms = [
        term._replace(weight=0.5 * term.weight) if term.word in question and term.word not in held else term
        for term in asked.weigh(words)
    ]
    sought = Sought.of(terms)
    if not sought.total:
        return 1.0
    return max(
        (
            sought.share(
                other.text[span.start : span.end],
                f"{other.headings} {other.text}",
                other.description.title,
                worth=(1.0, 0.7, 0.7),
            )
            for other in cited
            for span in unit_spans(other.text, other.passage.section) or [Span(0, len(other.text))]
        ),
        default=0.0,
    )


def quote_of(piece: Piece, cited: Evidence, asked: Asked) -> tuple[Span, Span | None]:
    """Return the sentence of a passage that best supports a piece, and the span of its first figure in it."""
    mine = printed(piece.text, (), asked.english)
    sought = Sought.of(asked.weigh(re.sub(r"[\d.,%]+", " ", piece.text)))
    quoted = [plain(term) for term in _QUOTED.findall(piece.text)]
    best: tuple[float, Span, Span | None] | None = None
    for span in unit_spans(cited.text, cited.passage.section) or [Span(0, len(cited.text))]:
        sentence = cited.text[span.start : span.end]
        converted = in_digits(sentence)
        held = [t.figure for t in printed(sentence) if any(same_figure(m.figure, t.figure) for m in mine)]
        found = [m for m in mine if any(same_figure(m.figure, figure) for figure in held)]
        score = sought.share(sentence) + 2.0 * len(found) / (len(mine) or 1)
        score += sum(term in plain(sentence) for term in quoted)
        if best is None or score > best[0]:
            key = Span(*(span.start + place for place in converted.back(held[0].start, held[0].end))) if held else None
            best = (score, span, key)
    assert best is not None  # noqa: S101 - there is always one span
    return _stripped(cited.passage.text, best[1]), best[2]


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def supporting(piece: Piece, evidence: Mapping[str, Evidence], asked: Asked) -> list[str]:
    """Return the marks of a checked piece whose passages really bear it out; marks beside them are left out."""
    if len(piece.marks) == 1:
        return list(piece.marks)
    mine = [found.figure for found in printed(piece.text, (), asked.english)]
    quoted = [plain(term) for term in _QUOTED.findall(piece.text)]
    kept = []
    for mark in piece.marks:
        cited = evidence[mark]
        theirs = [found.figure for found in printed(cited.text, cited.passage.section)]
        holds = any(same_figure(one, other) for one in mine for other in theirs)
        says = (
            any(term in plain(cited.text) for term in quoted)
            if asked.english
            else support(piece.text, [cited], asked) >= _SUPPORTED
        )
        if holds or (says and not mine):
            kept.append(mark)
    return kept or list(piece.marks[:1])
