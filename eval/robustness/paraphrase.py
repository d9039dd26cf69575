"""A question in other words: another wording of a term by the program's lexicon, and everyday words for what asks.

The lexicon says what else to search for, which is not always the same thing in other words. So only wordings of one entry
alone are taken that the bundled embedding finds very near. What is measured is kinder than real paraphrase all the same, as
the program knows these wordings.
"""

import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

from eval.cases import Case
from eval.robustness.spans import is_free, kept_spans
from vectorstore.embed import bundled
from vectorstore.tokens import tagged

_LEAST = 3
_NEAR = 0.83
# What asks, and how people say it; the first that stands in a question is changed.
_ASKING = {
    "分别是多少": "各自是个什么数",
    "分别达到多少": "各做到多少",
    "达到多少": "做到多少",
    "提高到多少": "提到多高",
    "是多少": "有多少来着",
    "有多少": "有几多",
    "由哪个部门负责": "归哪个部门管",
    "由谁负责": "归谁管",
    "责任部门是": "该管的部门是",
    "责任部门": "管事的部门",
    "牵头单位": "领头的单位",
    "牵头部门": "领头的部门",
    "有哪些": "都有啥",
    "包括哪些": "都包括啥",
    "哪一年": "哪年",
    "什么时候": "啥时候",
    "指的是什么": "说的是啥",
    "是什么": "是啥",
    "什么": "啥",
    "是否": "是不是",
    "目标值": "目标",
    "为多少": "是多少",
    "哪些": "啥",
    "多少": "几多",
}


@cache
def _wordings() -> dict[str, tuple[str, ...]]:
    """Map each term of the lexicon to the wordings of its entry; what stands in several entries is left out."""
    table = tomllib.loads(files("assistant").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    entries = [([*entry["official"], *entry["lay"]], entry["official"]) for entry in table["term"]]
    times = Counter(word for words, _ in entries for word in dict.fromkeys(words))
    found: dict[str, list[str]] = defaultdict(list)
    for words, official in entries:
        alone = [word for word in words if times[word] == 1 and " " not in word and len(word) >= _LEAST]
        for word in official:
            if word in alone:
                found[word] = [other for other in alone if word not in other and other not in word]
    return {word: tuple(others) for word, others in found.items()}


@cache
def _nearest(word: str) -> str | None:
    """Return the wording that means most nearly the same, None where none is near."""
    others = _wordings()[word]
    if not others:
        return None
    own, *rest = bundled().documents([word, *others])
    best = max(range(len(others)), key=lambda place: float(own @ rest[place]))
    return others[best] if float(own @ rest[best]) >= _NEAR else None


def paraphrased(case: Case) -> Case | None:
    """Put another wording in place of the longest term that has one, and of what asks; None where neither stands there."""
    question = _asked_otherwise(_named_otherwise(case.question))
    return None if question == case.question else case.model_copy(update={"question": question})


def _named_otherwise(question: str) -> str:
    kept = kept_spans(question)
    words = tagged(question)
    edges = {0} | {word.start for word in words} | {word.start + len(word.text) for word in words}
    for word in sorted(_wordings(), key=lambda word: (-len(word), word)):
        place = question.find(word)
        end = place + len(word)
        if place < 0 or not {place, end} <= edges or not is_free(place, end, kept):
            continue
        other = _nearest(word)
        if other and other not in question:
            return question[:place] + other + question[end:]
    return question


def _asked_otherwise(question: str) -> str:
    kept = kept_spans(question)
    for words, other in _ASKING.items():
        place = question.rfind(words)
        if place >= 0 and is_free(place, place + len(words), kept):
            return question[:place] + other + question[place + len(words) :]
    return question
