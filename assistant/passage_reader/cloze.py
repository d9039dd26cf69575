"""Make questions from sentences: one thing is taken out, an asking word put in its place, the rest told in other words.

After Lewis, Denoyer and Riedel 2019 (Unsupervised Question Answering by Cloze Translation), with replacements from the bundled
embedding in place of translation. The questions are clumsy; they show the reader texts for which nobody wrote questions.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from assistant.evidence import unit_spans
from assistant.passage_reader.examples import Asked
from vectorstore.embed import bundled
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

if TYPE_CHECKING:
    from vectorstore.embed import Vectors

_ASKING = {
    "year": ("哪一年", "什么时候", "何时", "哪年"),
    "time": ("什么时候", "何时", "什么时间"),
    "number": ("多少", "几"),
    "person": ("谁", "哪位", "什么人"),
    "place": ("哪里", "哪儿", "什么地方", "哪个地方"),
    "thing": ("什么", "哪个", "哪些", "什么样的"),
    "reason": ("为什么",),
    "clause": ("如何", "怎样", "什么"),
}
# Shares of words that are left out, and that are told in another word; one pair a question.
_TOLD = ((0.1, 0.1), (0.25, 0.2), (0.4, 0.2), (0.2, 0.35))
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两]")
_UNITS = ("元", "亿", "万", "%", "％", "年", "月", "日", "个百分点")
_REASON = re.compile(r"因|由于|以便|导致")
_SHORTEST, _FEWEST_SENTENCES = 12, 3
_BEFORE, _AFTER = 10, 8
_ALIKE, _NEIGHBOURS = 0.45, 7


class Gap(NamedTuple):
    """A part of a sentence that can be asked for, the kind of asking word, what follows that word, how often to choose it."""

    start: int
    end: int
    kind: str
    counted: str
    weight: float


def clozes(texts: Sequence[str], count: int, chance: Random) -> Iterator[Asked]:
    """Yield up to `count` questions about sentences drawn from texts."""
    for text in chance.choices(texts, k=count) if texts else ():
        spans = unit_spans(text)
        if len(spans) < _FEWEST_SENTENCES:
            continue
        span = chance.choice(spans)
        sentence = text[span.start : span.end]
        gap = _gap(sentence, chance) if len(sentence) >= _SHORTEST else None
        question = _question(sentence, gap, chance) if gap else None
        if gap and question:
            yield Asked(question, text, (sentence[gap.start : gap.end],), span.start + gap.start)


def gaps(sentence: str, chance: Random) -> list[Gap]:
    """Return what can be asked for in a sentence: numbers, times, names, things in marks, noun phrases, clauses."""
    found = [*_phrases(sentence, chance)]
    found += [Gap(*m.span(), "thing", "", 2.0) for m in re.finditer(r"(?<=[《“])[^》”]{2,20}(?=[》”])", sentence)]
    for clause in list(re.finditer(r"[^，；：。]{6,}", sentence))[1:]:
        reason = bool(_REASON.match(clause.group()))
        found.append(Gap(*clause.span(), "reason" if reason else "clause", "", 4.0 if reason else 0.5))
    return found


def _phrases(sentence: str, chance: Random) -> Iterator[Gap]:
    words = tagged(sentence)
    place = 0
    while place < len(words):
        word = words[place]
        last = place
        if word.kind == "m" and _NUMBER.match(word.text):
            while last + 1 < len(words) and (words[last + 1].kind in ("m", "q") or words[last + 1].text in _UNITS):
                last += 1
            end = words[last].start + len(words[last].text)
            shown = sentence[word.start : end]
            kind = "year" if re.fullmatch(r"\d{4}年", shown) else "time" if shown[-1] in "年月日" else "number"
            counts = kind == "number" and words[last].kind == "q" and chance.random() < 0.5
            if len(shown) > 1:
                yield Gap(word.start, end, kind, words[last].text if counts else "", 3.0 if kind == "number" else 2.0)
        elif len(word.text) > 1 and word.kind in ("nr", "nrt", "nrfg", "ns", "nt", "n", "nz"):
            kind = "person" if word.kind.startswith("nr") else "place" if word.kind == "ns" else "thing"
            yield Gap(word.start, word.start + len(word.text), kind, "", 2.0 if kind == "person" else 1.0)
        place = last + 1


def _gap(sentence: str, chance: Random) -> Gap | None:
    found = gaps(sentence, chance)
    return chance.choices(found, [gap.weight for gap in found])[0] if found else None


def _question(sentence: str, gap: Gap, chance: Random) -> str | None:
    """Return the clauses round a gap as a question, None where too little is left of them."""
    cuts = [0, *(mark.end() for mark in re.finditer(r"[，；,;：]", sentence)), len(sentence)]
    first = max(cut for cut in cuts if cut <= gap.start)
    last = min(cut for cut in cuts if cut >= gap.end)
    alone = sentence[first:last].strip("，；。,;：") == sentence[gap.start : gap.end]
    if alone or chance.random() < 0.35:
        if first > 0:
            first = max(cut for cut in cuts if cut < first)
        elif last < len(sentence):
            last = min(cut for cut in cuts if cut > last)
    left_out, replaced = chance.choice(_TOLD)
    before = _told(sentence[first : gap.start], left_out, replaced, chance)[-_BEFORE:]
    after = _told(sentence[gap.end : last], left_out, replaced, chance)[:_AFTER]
    if len(before) + len(after) < 2:
        return None
    asking = chance.choice(_ASKING[gap.kind]) + gap.counted
    order = chance.random()
    if order < 0.5:
        parts = [*before, asking, *after]
    elif order < 0.8:
        parts = [*before, *after, "是" + asking]
    else:
        parts = [asking, *before, *after]
    return "".join(parts) + chance.choice(("？", "?", ""))


def _told(text: str, left_out: float, replaced: float, chance: Random) -> list[str]:
    """Return the words of a text, some left out, some in other words."""
    found = []
    for word in tagged(text):
        drawn = chance.random()
        if word.kind == "x" or drawn < left_out or (is_empty_word(word.text) and drawn < 0.6):
            continue
        others = _others(word.text) if drawn < left_out + replaced else ()
        found.append(chance.choice(others) if others else word.text)
    return found


@cache
def _others(word: str) -> tuple[str, ...]:
    """Return the words whose vectors are closest to that of a word."""
    import numpy as np

    row = bundled().row(word)
    if row < 0:
        return ()
    names, vectors = _all_words()
    near = vectors @ vectors[row]
    closest = np.argsort(-near)[1 : _NEIGHBOURS + 1]
    return tuple(names[place] for place in closest if near[place] > _ALIKE and len(names[place]) > 1)


@cache
def _all_words() -> "tuple[list[str], Vectors]":
    import numpy as np

    names = bundled().vocabulary()
    return names, bundled().directions(np.arange(len(names), dtype=np.int32))
