"""Put an English question into Chinese by a small glossary, so that plans can be searched without a model."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from assistant.messages import Language
from assistant.syllables import syllables
from ingest.regions import region_names, short_name

_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTED = re.compile(r"[“\"「《『‘].*?[”\"」》』’]")
_WORD = re.compile(
    r"[“「《『][^”」》』]*[”」》』]|[\u3400-\u9fff“”《》「」、]+|(?:19|20)\d{2}(?!\d)|\d+(?:st|nd|rd|th)|\d+(?:\.\d+)?%?|[a-z]+(?:[-'’&.][a-z0-9]+)*"
)
# Words that no question in pinyin holds.
_ENGLISH = frozenset(
    [
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "how",
        "much",
        "many",
        "is",
        "are",
        "was",
        "were",
        "of",
        "the",
        "in",
        "for",
        "by",
        "and",
        "does",
        "did",
        "do",
        "will",
        "to",
        "about",
        "list",
        "tell",
        "show",
        "with",
        "target",
        "plan",
        "why",
    ]
)
_PINYIN = re.compile(r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouüv]{1,3}(?:ng|n|r)?'?)+")
_BUILD = "建设"
_LONGEST = 8
_LONGEST_PLACE = 4
_JOINTS = frozenset(["of", "for", "in", "on", "to", "from"])
_PRONOUNS = frozenset(["it", "this", "that", "them"])
_MEASURED = re.compile(
    r"目标|率|值|额|收入|投资|里程|面积|人口|数量|占比|强度|增长|下降|总量|产量|能耗|寿命|床位|泊位|排放|长度|密度|贡献"
)
_LISTED = re.compile(
    r"^(?:what are|what were|which|list|name|tell me (?:the|about)|show|what .{0,30}\b(?:projects|tasks|measures|industries|goals))\b"
)
_MENTIONED = re.compile(
    r"^(?:please )?(?:which|what|list)\b[^?]{0,20}\b(?:plan|document|report|file)(s?)\b.*\b(?:mention|refer)"
)
_YES_NO = re.compile(r"^(?:is|are|was|were|does|do|did|will|has|have|can)\b")
_WHY = re.compile(r"^(?:but |and )?why(?: is that| so)?\W*$")
_MORE = re.compile(r"^(?:and )?(?:what|anything) else\W*$")
_FOLLOWS = re.compile(r"^(?:and )?(?:what|how) about\b|^and (?:for|in|by|of)\b|^and\b")


class InChinese(NamedTuple):
    """An English question in Chinese, and those of its words that could not be put into Chinese."""

    text: str
    unknown: tuple[str, ...]


class _Part(NamedTuple):
    kind: str
    text: str


def is_english(question: str) -> bool:
    """Tell whether a question is asked in English: no Chinese character outside quotation marks, and no pinyin."""
    bare = _QUOTED.sub(" ", question)
    if _HAN.search(bare):
        return False
    words = re.findall(r"[A-Za-z]+", bare)
    if any(word.lower() in _ENGLISH for word in words):
        return True
    return sum(len(word) > 2 and not word.isupper() and not _PINYIN.fullmatch(word.lower()) for word in words) >= 2


def language_of(question: str, default: Language) -> Language:
    """Return the language to answer in: English for an English question, else the one that is set."""
    return "en" if is_english(question) else default


def by_glossary(question: str) -> InChinese:
    """Return an English question in Chinese; `unknown` names the words that are missing from it."""
    question = re.sub(r"[\"]([^\"]{1,24})[\"]", r"“\1”", question)
    plain = re.sub(r"'s\b", " ", question.lower().replace("’", "'").replace("what's", "what is"))
    plain = " ".join(plain.split())
    if _WHY.match(plain):
        return InChinese("为什么？", ())
    if _MORE.match(plain):
        return InChinese("还有呢？", ())
    parts, unknown = _parts(plain)
    return InChinese(_sentence(plain, parts), tuple(unknown))


def _parts(plain: str) -> tuple[list[_Part], list[str]]:
    """Cut a question into what the glossary knows, with the joints between, and the words it does not know."""
    words = [match.group() for match in _WORD.finditer(plain)]
    singular = [_known_form(word) for word in words]
    parts: list[_Part] = []
    unknown: list[str] = []
    position = 0
    while position < len(words):
        length, part = _longest(words, singular, position)
        if part is None:
            unknown.append(words[position])
        elif part.text or part.kind == "joint":
            parts.append(part)
        position += length
    return parts, unknown


def _longest(words: list[str], singular: list[str], position: int) -> tuple[int, _Part | None]:
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        part = _glossary().get(" ".join(singular[position : position + length]))
        if part:
            return length, part
    for length in range(min(_LONGEST_PLACE, len(words) - position), 0, -1):
        joined = re.sub(r"['-]", "", "".join(words[position : position + length]))
        if joined in _places():
            return length, _Part("places", _places()[joined])
    word = words[position]
    if _HAN.search(word) or word[0] in "“「《『":
        return 1, _Part("terms", word)
    if re.fullmatch(r"(?:19|20)\d{2}", word):
        by = position > 0 and words[position - 1] in ("by", "until")
        return 1, _Part("time", f"{'到' if by else ''}{word}年")
    if word in _PRONOUNS:
        return 1, _Part("terms", "这项") if position == len(words) - 1 else _Part("empty", "")
    if word in _JOINTS:
        return 1, _Part("joint", "")
    if word in _empty() or singular[position] in _empty() or word in ("city", "province", "s"):
        return 1, _Part("empty", "")
    if re.fullmatch(r"\d[\d.]*%?", word):
        return 1, _Part("terms", word)
    return 1, None


def _sentence(plain: str, parts: list[_Part]) -> str:
    """Put the parts in the order of a Chinese question, ending with what it asks for."""
    places = list(dict.fromkeys(part.text for part in parts if part.kind == "places"))
    time = list(dict.fromkeys(part.text for part in parts if part.kind in ("time", "plans")))
    asking = [part.text for part in parts if part.kind == "asking"]
    # What English puts behind "of" stands in front in Chinese.
    segments: list[list[str]] = [[]]
    for part in parts:
        if part.kind == "joint":
            segments.append([])
        elif part.kind in ("terms", "departments"):
            segments[-1].append(part.text)
    terms = "".join(dict.fromkeys(text for segment in reversed(segments) for text in segment))
    head = f"{'和'.join(places)}{'和'.join(time)}"
    if _FOLLOWS.match(plain) and not asking:
        return f"那{head}{terms}呢？"
    return f"{head}{_asked(plain, terms, asking, several=len(places) > 1 or len(time) > 1)}？"


def _asked(plain: str, terms: str, asking: list[str], several: bool) -> str:
    responsible = next((text for text in asking if text.startswith("由")), "")
    if responsible:
        return f"{terms}{responsible}"
    mentioned = _MENTIONED.search(plain)
    if mentioned and terms:
        lacking = "没有" if re.search(r"\bnot\b|n't\b", plain) else ""
        return f"{'哪些' if mentioned[1] else '哪份'}规划{lacking}提到{terms}"
    if "是什么意思" in asking and (" mean" in plain or "meant" in plain or "definition" in plain):
        return f"{terms}是什么意思"
    if asking and terms.endswith(_BUILD) and terms != _BUILD:
        # "how many … will be built", "when will … be built"
        terms, done = terms.removesuffix(_BUILD), "建成"
    else:
        done = "完成"
    for tail in ("什么时候", "哪一年"):
        if tail in asking:
            return f"{tail}{terms}" if re.search("完成|建成|实现", terms) else f"{terms}{tail}{done}"
    if several or "分别是多少" in asking:
        return f"{terms}分别是多少"
    if asking:
        return f"{terms}是多少" if "是什么意思" not in asking else f"{terms}是什么"
    if _YES_NO.match(plain):
        return f"是否{terms}"
    if _LISTED.match(plain):
        return f"有哪些{terms}" if terms else "有哪些"
    if plain.startswith("how"):
        return f"{terms}有哪些措施"
    return f"{terms}是多少" if _MEASURED.search(terms) else f"{terms}是什么"


def _singular(word: str) -> str:
    """Return a word in the singular and in British spelling, as the glossary holds it."""
    word = word.replace("ization", "isation").replace("kilometer", "kilometre")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh|bus)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _known_form(word: str) -> str:
    """Return the form of a word that the glossary holds ("completed" -> "complete"), its singular where it holds none."""
    word = _singular(word)
    if word in _vocabulary():
        return word
    stems = [word.removesuffix(ending) for ending in ("ing", "ed", "d", "er") if word.endswith(ending)]
    return next((form for stem in stems for form in (stem, f"{stem}e") if form in _vocabulary()), word)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrase in _glossary() for word in phrase.split()) | _empty()


@cache
def _glossary() -> dict[str, _Part]:
    tables = tomllib.loads(files("assistant").joinpath("english.toml").read_text(encoding="utf-8"))
    return {
        " ".join(_singular(word) for word in phrase.split()): _Part(kind, chinese)
        for kind, table in tables.items()
        if kind != "empty"
        for phrase, chinese in table.items()
    }


@cache
def _empty() -> frozenset[str]:
    tables = tomllib.loads(files("assistant").joinpath("english.toml").read_text(encoding="utf-8"))
    return frozenset(tables["empty"]["words"].split()) | _ENGLISH


@cache
def _places() -> dict[str, str]:
    """Map the names of regions as spelled in pinyin to the regions; the usual reading counts before a rarer one.

    Where several regions are spelled alike none is taken.
    """
    spelled: list[dict[str, set[str]]] = [{}, {}]
    for name in region_names():
        if short_name(name) == name:
            continue
        sounds = [syllables(char) for char in short_name(name)]
        for reading in product(*sounds):
            usual = all(syllable == known[0] for syllable, known in zip(reading, sounds, strict=True))
            spelled[0 if usual else 1].setdefault("".join(reading), set()).add(name)
    found = {**spelled[1], **spelled[0]}
    return {letters: min(names) for letters, names in found.items() if len(names) == 1}


def chinese(question: str) -> str:
    """Return an English question in Chinese as far as the glossary goes, any other as it is."""
    return by_glossary(question).text if is_english(question) else question
