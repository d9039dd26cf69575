"""Turn a question typed in pinyin without tones into characters, by the words of the plans."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

from assistant.syllables import plain, syllables
from ingest.regions import region_names
from vectorstore.embed import bundled

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-zü']+")
# Runs of pinyin; "GDP" and "5A" are no pinyin and stand as they are.
_TYPED = re.compile(r"(?<![A-Za-z0-9])[A-Za-zü][a-zü']*(?:\s+[A-Za-zü][a-zü']*)*(?![A-Za-z0-9])")
_LATIN = re.compile(r"[A-Za-zü]+")
_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:[iu]?ang?|u?ai|i?ao|u?o|i?ong|e[inr]?|eng|ou|in?g?|i[ae]|iu|u[aein]?|[vü]e?|a)"
)
_SPELLED = re.compile(rf"(?:{_SYLLABLE}'?)+")
_ASKING = frozenset(
    [
        "是多少", "有多少", "多少", "达到多少", "要达到多少", "占多少", "是什么", "是什么意思", "什么", "什么时候", "什么意思", "指什么", "哪些",
        "有哪些", "是哪些", "哪几", "哪几个", "哪几家", "哪几种", "哪三个", "哪个", "哪家", "哪位", "哪年", "哪一年", "哪里", "在哪", "谁",
        "是谁", "由谁", "谁负责", "怎么", "怎样", "如何", "是否", "有没有", "几个", "几家", "几条", "几件", "几成", "百分之几", "多大",
        "多长", "多高", "请问", "吗", "呢",
    ]
)  # fmt: skip
_PERIODS = frozenset(f"十{ordinal}五" for ordinal in "一二三四五六")
_COMMON = _ASKING | _PERIODS
_OFTEN = 50
_SELDOM = 0.2
_UNUSUAL = 2.0
# What a word more costs: fewer, longer words win unless the plans do not hold them.
_SCALE = 20_000.0
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 6
_MANY_READINGS = 32
_ENOUGH_SYLLABLES = 4
_IN_WORDS = 0.6


def from_pinyin(question: str, frequency: Callable[[str], int]) -> str | None:
    """Return a question typed in pinyin in characters, None for any other.

    `frequency` tells how many passages hold a word: where several sound alike, the one the plans hold most is meant.
    """
    if _HAN.search(question):
        return None
    runs = list(_TYPED.finditer(question))
    if not runs or sum(len(_letters(run.group())) for run in runs) < 2 * _ENOUGH_SYLLABLES:
        return None
    if not all(_SPELLED.fullmatch(word) for run in runs for word in _WORD.findall(run.group().lower())):
        return None
    if any(not word.isupper() for word in _LATIN.findall(_TYPED.sub(" ", question))):
        return None
    read = [_best(run.group().lower(), frequency) for run in runs]
    words = [word for found in read if found for word in found]
    spoken = sum(map(len, words))
    meant = [word for word in words if len(word) > 1 and (word in _COMMON or word in region_names() or frequency(word))]
    whole = sum(map(len, meant))
    if not all(read) or spoken < _ENOUGH_SYLLABLES or whole < _IN_WORDS * spoken:
        return None
    return _written(question, runs, ["".join(found) for found in read if found])


def _letters(text: str) -> str:
    return re.sub(r"[\s']", "", text)


def _written(question: str, runs: Sequence[re.Match[str]], texts: Sequence[str]) -> str:
    """Put the characters in the places of the runs; Chinese has no spaces beside them."""
    parts = []
    position = 0
    for run, text in zip(runs, texts, strict=True):
        parts += [question[position : run.start()].strip(), text]
        position = run.end()
    return "".join([*parts, question[position:].strip()])


@cache
def _syllables() -> frozenset[str]:
    return frozenset(syllable for spelled in _index() for syllable in spelled)


@cache
def _index() -> dict[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Map syllables to the words that sound so, each with how many of its characters are read in an unusual way.

    Words are the names of regions, periods, what asks, and the words of the bundled embedding.
    """
    index: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for word in (*_COMMON, *region_names(), *bundled().vocabulary()):
        if len(word) > _LONGEST_WORD or not all("\u4e00" <= char <= "\u9fff" for char in word):
            continue
        sounds = [syllables(char) for char in word]
        if math.prod(map(len, sounds)) <= _MANY_READINGS:
            for spelled in product(*sounds):
                index[spelled][word] = sum(s != known[0] for s, known in zip(spelled, sounds, strict=True))
    return {spelled: tuple(words.items()) for spelled, words in index.items()}


def _best(typed: str, frequency: Callable[[str], int]) -> list[str] | None:
    """Return the likeliest words of a run of pinyin, None where it cannot be read."""
    breaks = _breaks(typed)
    text = plain(_letters(typed))
    paths: list[tuple[float, list[str]] | None] = [(0.0, []), *[None] * len(text)]
    for start in range(len(text)):
        here = paths[start]
        if here is None:
            continue
        for end, word, weight in _words_at(text, start, breaks, frequency):
            there = paths[end]
            if there is None or here[0] + weight > there[0]:
                paths[end] = (here[0] + weight, [*here[1], word])
    last = paths[-1]
    return last[1] if last else None


def _breaks(typed: str) -> frozenset[int]:
    """Return where a space or an apostrophe parts syllables, as offsets into the letters."""
    letters = 0
    found = set()
    for char in typed:
        if char.isspace() or char == "'":
            found.add(letters)
        else:
            letters += 1
    return frozenset(found)


def _words_at(
    text: str, start: int, breaks: frozenset[int], frequency: Callable[[str], int]
) -> Iterator[tuple[int, str, float]]:
    """Yield the best word for every way to read on from a place: where it ends, the word, its weight."""
    waiting: list[tuple[int, tuple[str, ...]]] = [(start, ())]
    while waiting:
        position, spelled = waiting.pop()
        for end in range(position + 1, min(position + _LONGEST_SYLLABLE, len(text)) + 1):
            syllable = text[position:end]
            if syllable in _syllables() and not any(position < cut < end for cut in breaks):
                longer = (*spelled, syllable)
                words = _index().get(longer, ())
                weighed = [(_weight(word, frequency) - _UNUSUAL * unusual, word) for word, unusual in words]
                if weighed:
                    weight, word = max(weighed, key=lambda pair: pair[0])
                    yield end, word, weight
                if len(longer) < _LONGEST_WORD:
                    waiting.append((end, longer))


def _weight(word: str, frequency: Callable[[str], int]) -> float:
    """Weigh a word by how often the plans hold it; what only asks is common in questions."""
    held = float(frequency(word))
    if word in _COMMON:
        held = max(held, _OFTEN)
    elif word in region_names():
        held += 1.0
    return math.log((held + _SELDOM) / _SCALE)
