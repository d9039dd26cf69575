"""Answer which of the documents mention a thing: all that print it, each with the place, or those that do not."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.answer import Answer, Citation
from assistant.authority import ADOPTED
from assistant.messages import Language, message
from assistant.statements import Statement
from assistant.which_document import DOCUMENT
from assistant.wording import citation_of, retrieved_of
from ingest.sentences import Span, sentence_spans
from vectorstore.catalog import Catalog, Listed
from vectorstore.retrieve import Retrieved

_MANY = r"(?:哪些|哪几[份个部篇本年座]?|哪[两三四五六七八九十][份个部篇本])"
_SAYS = r"(?:提[到及过]|提起|说[到过]|讲[到过]|写[到着进入了有过]?|谈[到及]|涉及|载有|记载|出现|包含|包括)(?:了|过|到|的是|有)?"
_OWNER = r"(?:年份?|城市|地区|地方|省份?|市)?的?(?:五年|政府)?"
_NOT = r"(?P<not>没有?|未曾?|不曾?|从未)?"
_FILL = r"(?:[里中]面?|当中|都|也|还|曾经?|明确|专门)*"
_ASKED_FIRST = re.compile(
    rf"^(?P<before>[^，。？?“”\"]{{0,20}}?){_MANY}{_OWNER}{DOCUMENT}{_FILL}{_NOT}{_FILL}{_SAYS}(?P<topic>[^，。？?；]{{2,24}}?)(?:的(?:内容|说法|事|话)|这个词|一词|[呢吗啊])?[？?。]*$"
)
_ASKED_LAST = re.compile(
    rf"^(?P<before>[^，。？?“”\"]{{0,20}}?){_NOT}{_SAYS}(?P<topic>[^，。？?；]{{2,24}}?)的(?:{_OWNER}{DOCUMENT})?(?:一共|总共|都|分别)*(?:有|是)?{_MANY}{_OWNER}(?:{DOCUMENT})?[呢啊]?[？?。]*$"
)
_MARKS = re.compile(r"[“”\"「」『』‘’'《》\s]")
# "哪些规划提到要建多少公里高铁" asks for something else.
_ASKS_MORE = re.compile(r"多少|几[个条座家]|什么|怎么|如何|为何|哪|谁|是否|吗")
_SHOWN = 6
_SENTENCE = 12


class Mention(NamedTuple):
    """A question for the documents that print a topic, or `lacking` it; `scope` is the question without the topic."""

    topic: str
    lacking: bool
    scope: str


def mention_asked(question: str) -> Mention | None:
    """Return what a question asks to be mentioned, None for any other question."""
    asked = _ASKED_FIRST.search(question) or _ASKED_LAST.search(question)
    if asked is None:
        return None
    topic = _MARKS.sub("", asked["topic"])
    if len(topic) < 2 or _ASKS_MORE.search(topic):
        return None
    return Mention(topic, bool(asked["not"]), question[: asked.start("topic")] + question[asked.end("topic") :])


def documents_mentioning(
    asked: Mention, inside: Sequence[Listed], catalog: Catalog, question: str, language: Language
) -> Answer | None:
    """Return the documents that print the topic word for word, newest first, or those that do not.

    None where no document prints it: it may be called otherwise there, which search finds.
    """
    wanted = re.compile(re.escape(asked.topic), re.IGNORECASE)
    printing = {listed.id: places for listed in inside if (places := _places(wanted, catalog.body(listed.id) or ""))}
    chosen = sorted((d for d in inside if (d.id in printing) != asked.lacking), key=_newest_first)
    if not printing and not asked.lacking:
        return None
    answer = Answer(question=question, standalone_question=question, status="answered", answer="")
    if not chosen:
        text = message("mentioned_by_all", language, count=len(inside), topic=asked.topic)
        return answer.model_copy(update={"answer": text})
    if asked.lacking:
        titles = [_named(listed, language) for listed in chosen[:_SHOWN]]
        return answer.model_copy(update={"answer": _text("unmentioned", chosen, titles, asked.topic, language)})
    return _cited(answer, asked.topic, chosen, printing, catalog, language)


def _places(wanted: re.Pattern[str], body: str) -> list[Span]:
    return [Span(*match.span()) for match in wanted.finditer(body)]


def _newest_first(listed: Listed) -> tuple[int, str]:
    return -(listed.description.last_year or 0), listed.description.title


def _named(listed: Listed, language: Language) -> str:
    """Name a document, with its region, years and standing where its title does not say them."""
    described = listed.description
    draft = described.status if language == "zh" else message("draft", language)
    said = [described.region, described.period, draft if described.status != ADOPTED else None]
    parts = [part for part in said if part and not all(piece in described.title for piece in part.split("-"))]
    mark, form = ("，", "（{}）") if language == "zh" else (", ", " ({})")
    return f"《{described.title}》" + (form.format(mark.join(parts)) if parts else "")


def _text(name: str, chosen: Sequence[Listed], titles: Sequence[str], topic: str, language: Language) -> str:
    name += "_many" if len(chosen) > _SHOWN else ""
    listed = ("；" if language == "zh" else "; ").join(titles)
    return message(name, language, topic=topic, count=len(chosen), shown=_SHOWN, titles=listed)


def _cited(
    answer: Answer,
    topic: str,
    chosen: Sequence[Listed],
    printing: Mapping[str, Sequence[Span]],
    catalog: Catalog,
    language: Language,
) -> Answer:
    citations: list[Citation] = []
    statements = []
    lines = []
    for listed in chosen[:_SHOWN]:
        statement = _said(listed.id, printing[listed.id], catalog)
        if statement:
            statements.append((statement, listed))
            citations.append(citation_of(len(citations) + 1, statement, listed.description))
            lines.append(f"{_named(listed, language)}[{len(citations)}]")
    return answer.model_copy(
        update={
            "answer": _text("mentioned", chosen, lines, topic, language),
            "citations": citations,
            "retrieved": [retrieved_of(one.retrieved, listed.description) for one, listed in statements],
        }
    )


def _said(document: str, places: Sequence[Span], catalog: Catalog) -> Statement | None:
    """Return the first sentence that prints the topic; headings and captions only where nothing else does."""
    first = None
    for place in places:
        found = catalog.passage_at(document, place.start, place.end)
        if found is None:
            continue
        key, passage = found
        key_span = Span(place.start - passage.start, place.end - passage.start)
        quote = next(s for s in sentence_spans(passage.text) if s.start <= key_span.start < s.end)
        shown = Span(quote.start, quote.start + len(passage.text[quote.start : quote.end].rstrip()))
        statement = Statement("", Retrieved(key, passage, 1.0, 1.0), shown, key_span)
        if shown.end - shown.start >= _SENTENCE:
            return statement
        first = first or statement
    return first
