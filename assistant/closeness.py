"""Judge which sentence of a passage is the one a question is about: what every sentence says tells nothing."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.question_kind import Kind
from assistant.support import Sought, held, plain
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import bigrams, normalise

# Learnt by softmax regression over the sentences of paragraphs with known answers (the training part of CMRC 2018).
_LETTERS, _LETTERS_BEFORE, _LETTERS_AFTER = 1.67, 2.04, 1.12
_PAIRS = 1.56
_WORDS, _WORDS_BEFORE, _WORDS_AFTER = 0.84, 1.87, 0.55
_FIGURE, _DATE, _NUMBER, _REASON = 1.27, 1.13, 0.75, 1.22

_ASKS_NUMBER = re.compile(r"多少|几")
_NUMBER_THERE = re.compile(r"\d|[一二两三四五六七八九十百千]")
_ASKS_REASON = re.compile(r"为什么|为何|原因|因何")
_REASON_THERE = re.compile(r"因|由于|原因|所以|导致|故")
_FIGURE_THERE = re.compile(r"\d")
_DATE_THERE = re.compile(r"\d{2,4}年|\d{1,2}月|世纪|年代")


@dataclass(frozen=True, slots=True)
class _Held:
    """How much of each part of a question the sentences of a passage hold, the parts weighed by how few of them do."""

    weights: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]

    @classmethod
    def of(
        cls, parts: Sequence[tuple[str, float]], texts: Sequence[str], share: Callable[[str, str], float]
    ) -> "_Held":
        rows = tuple(tuple(share(part, text) for part, _ in parts) for text in texts)
        holding = [sum(row[place] > 0.5 for row in rows) for place in range(len(parts))]
        weights = (weight * math.log(1 + len(texts) / (1 + n)) for (_, weight), n in zip(parts, holding, strict=True))
        return cls(tuple(weights), rows)

    def share(self, *places: int) -> float:
        """Return the share of the weight that the sentences at some places hold together."""
        total = sum(self.weights)
        rows = [self.rows[place] for place in places if 0 <= place < len(self.rows)]
        best = (max(values) for values in zip(*rows, strict=True))
        return sum(w * value for w, value in zip(self.weights, best, strict=True)) / total if total else 0.0


def closeness(question: str, core: str, kind: Kind, sought: Sought, sentences: Sequence[str]) -> list[float]:
    """Return how close each sentence of a passage is to a question, for comparison within the passage."""
    texts = [plain(sentence) for sentence in sentences]
    folded = normalise(core)
    letters = _Held.of(
        [(c, 1.0) for c in _once(c for c in folded if c >= "\u3400" and not is_empty_word(c))], texts, _in
    )
    pairs = _Held.of([(pair, 1.0) for pair in _once(bigrams(core))], texts, _in)
    words = _Held.of([(term.word, term.weight) for term in sought.terms if not term.optional], texts, held)
    found = []
    for place, sentence in enumerate(sentences):
        score = _LETTERS * letters.share(place) + _LETTERS_BEFORE * letters.share(place - 1, place)
        score += _LETTERS_AFTER * letters.share(place, place + 1) + _PAIRS * pairs.share(place)
        score += _WORDS * words.share(place) + _WORDS_BEFORE * words.share(place - 1, place)
        score += _WORDS_AFTER * words.share(place, place + 1)
        found.append(score + _fitness(question, kind, sentence))
    return found


def _fitness(question: str, kind: Kind, sentence: str) -> float:
    score = _FIGURE * (kind == "figure" and bool(_FIGURE_THERE.search(sentence)))
    score += _DATE * (kind == "date" and bool(_DATE_THERE.search(sentence)))
    score += _NUMBER * bool(_ASKS_NUMBER.search(question) and _NUMBER_THERE.search(sentence))
    return score + _REASON * bool(_ASKS_REASON.search(question) and _REASON_THERE.search(sentence))


def _once(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(parts))


def _in(part: str, text: str) -> float:
    return float(part in text)
