"""Answer with the sentence or two that say it: figures, dates, names, yes or no."""

import re
from collections.abc import Sequence

from assistant.evidence import Unit, trimmed
from assistant.fitness import DATE, holds_kind, worth_of
from assistant.statements import LONGEST_ANSWER, Context, Statement
from assistant.understand import Kind
from ingest.figures import find_figures, find_years
from ingest.sentences import Span

# Below this share of the question's weight a sentence is about something else (measured on three question sets).
_ENOUGH = 0.40


def answer_with_sentences(context: Context, candidates: Sequence[Unit], kind: Kind) -> list[Statement]:
    """Take the best sentence, and a second one where it says what the first leaves open."""
    ranked = sorted(candidates, key=lambda unit: (-worth_of(unit, context, kind), unit.retrieved.key, unit.start))
    ranked = [
        unit for unit in ranked if unit.support >= _ENOUGH and holds_kind(unit, kind, context.understanding.standalone)
    ]
    if not ranked:
        return []
    best = ranked[0]
    chosen = [best]
    still = context.sought.without(best.text, " ".join(best.passage.section))
    open_share = still.total / (context.sought.total or 1.0)
    for unit in ranked[1:6]:
        close = worth_of(best, context, kind) - worth_of(unit, context, kind) < 0.06
        fills = open_share > 0.35 and still.share(unit.text) > 0.45
        if (close or fills) and unit.passage.document == best.passage.document and unit.text != best.text:
            chosen.append(unit)
            break
    statements = [statement_of(unit, context, kind) for unit in chosen]
    if sum(len(statement.text) for statement in statements) > LONGEST_ANSWER:
        statements = statements[:1]
    return statements


_WANTED: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(r"\d"),
    "date": DATE,
    "list": re.compile(r"、"),
}


def statement_of(unit: Unit, context: Context, kind: Kind) -> Statement:
    """Show a sentence, shortened round the part that answers and with the year it stands under."""
    span = trimmed(unit, context.sought, _WANTED.get(kind))
    passage_text = unit.passage.text
    if kind == "list" and unit.end - unit.start <= LONGEST_ANSWER:
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
        match = DATE.search(quote)
        return Span(span.start + match.start(), span.start + match.end()) if match else None
    figures = find_figures(quote) if kind == "figure" else []
    if not figures:
        return None
    best = max(figures, key=lambda f: context.sought.share(quote[max(0, f.start - 16) : f.end]))
    return Span(span.start + best.start, span.start + best.end)
