"""Write the numbers of a text in one form: Chinese numerals, compound scales and English number words in digits."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from ingest.numerals import DIGITS, read_numeral

_SCALES = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_FIRST = "零〇○一二两三四五六七八九十"
_NUMERAL = f"{_FIRST}百千万亿"
# What makes a numeral a quantity; "一体两翼" and "十四五" hold none.
_MEASURES = (
    "元|美元|人次|人|户|家|个|亩|公里|千米|米|公顷|平方|立方|吨|公斤|斤|升|千瓦|兆瓦|瓦|千伏|标|张|座|条|处|项|所|辆|台|套|种|件|名|"
    "倍|次|天|小时|分钟|岁|床|级|批|期|栋|间|架|艘|万|亿|%|年|月|日|工作日|以上|以下|左右|余|多"
)
_CHINESE = re.compile(
    rf"(?<![\d.{_NUMERAL}])(?P<part>百分之|千分之)?(?P<whole>[{_FIRST}][{_NUMERAL}]*)(?:点(?P<fraction>[零〇一二三四五六七八九]+))?(?P<after>个百分点|{_MEASURES}|成)?"
)
_YEAR = re.compile(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_TENTHS = re.compile(r"(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九])成(?P<half>半)?(?=以上|以下|左右|[，,。；;、]|$)")
_COMPOUND = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>十万亿|千亿|百亿|十亿)")
# "约为5亿元" is "为约5亿元": the bound belongs to the number.
_BOUND = re.compile(r"(约|大约|超过|突破|不低于|不少于|不超过|至少|接近)(为|达到|达|有|是|在|了|到)(?=\d)")
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ENGLISH_UNITS = (
    (r"percentage points?", "个百分点"),
    (r"percent|per cent|%", "%"),
    (r"yuan|rmb|cny", "元"),
    (r"us dollars?|dollars?|usd", "美元"),
    (r"square (?:kilomet(?:re|er)s?|km)", "平方公里"),
    (r"square met(?:re|er)s?", "平方米"),
    (r"cubic met(?:re|er)s?", "立方米"),
    (r"kilomet(?:re|er)s?|km", "公里"),
    (r"hectares?", "公顷"),
    (r"mu\b", "亩"),
    (r"t(?:on|onne)s?\b", "吨"),
    (r"households?", "户"),
)
_ENGLISH = re.compile(
    r"(?P<bound>(?:more than|at least|over|above|no less than|less than|at most|under|below|no more than|within|about|around|approximately|roughly|some|nearly)\s+)?"
    r"(?P<money>rmb|cny|us\$|\$|¥)?\s*(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<scale>thousand|million|billion|trillion)?"
    rf"\s*(?P<unit>{'|'.join(pattern for pattern, _ in _ENGLISH_UNITS)})?",
    re.IGNORECASE,
)
_BOUNDS = (("more|least|over|above|no less", "超过"), ("less|most|under|below|no more|within", "不超过"), ("", "约"))


class Converted(str):
    """A text with its numbers in digits that knows where each of its characters stood in the original."""

    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original text that a range of this one came from."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def _make(pieces: list[tuple[str, int, int]]) -> Converted:
    """Join pieces, each with the range it came from; a piece as long as its range keeps its characters apart."""
    origin: list[int] = []
    for text, start, end in pieces:
        if len(text) == end - start:
            origin.extend(range(start, end))
        else:
            origin.extend([start] * (len(text) - 1) + [end - 1] if text else [])
    made = Converted("".join(text for text, _, _ in pieces))
    made.origin = (*origin, pieces[-1][2] if pieces else 0)
    return made


def _through(text: Converted, pattern: re.Pattern[str], write: Callable[[re.Match[str]], str | None]) -> Converted:
    pieces: list[tuple[str, int, int]] = []
    position = 0
    for match in pattern.finditer(text):
        written = write(match) if match.start() >= position and match.group() else None
        if written is None:
            continue
        pieces += [(char, *text.back(i, i + 1)) for i, char in enumerate(text[position : match.start()], position)]
        pieces.append((written, *text.back(match.start(), match.end())))
        position = match.end()
    if not pieces:
        return text
    pieces += [(char, *text.back(i, i + 1)) for i, char in enumerate(text[position:], position)]
    return _make(pieces)


def in_digits(text: str, english: bool = False) -> Converted:
    """Return the text with its numbers in digits and its width folded."""
    folded: list[tuple[str, int, int]] = []
    for place, char in enumerate(text):
        plain = ":" if char in "：︰∶" and _between_digits(text, place) else char
        plain = unicodedata.normalize("NFKC", plain) if plain in "％．" or "０" <= plain <= "９" else plain
        folded.append((plain, place, place + 1))
    made = _make(folded)
    made = _through(made, _YEAR, lambda match: "".join(str(DIGITS[char]) for char in match.group()))
    made = _through(made, _TENTHS, _tenths)
    made = _through(made, _CHINESE, _chinese)
    made = _through(made, _COMPOUND, _compound)
    made = _through(made, _BOUND, lambda match: match.group(2) + match.group(1))
    return _through(made, _ENGLISH, _english) if english else made


def _between_digits(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def _tenths(match: re.Match[str]) -> str:
    number = match["number"]
    value = Decimal(DIGITS[number]) if number in DIGITS else Decimal(number)
    return f"{_plain(value * 10 + (5 if match['half'] else 0))}%"


def _chinese(match: re.Match[str]) -> str | None:
    whole, fraction, after = match["whole"], match["fraction"], match["after"] or ""
    scale = ""
    if fraction is None and not match["part"] and len(whole) == 1 and (after in ("", "成") or whole in "百千万亿"):
        return None
    if after in ("年", "月", "日", "级") and len(whole) == 1:
        return None
    spelled = len(whole) > 1 and not re.search("[十百千万亿]", whole)
    value = None if spelled else read_numeral(whole)
    # A scale inside makes it a number whatever it counts ("八千四百县").
    if value is None or not (match["part"] or after or re.search("[百千万亿]", whole)):
        return None
    if (
        len(whole) == 1
        and not match["part"]
        and fraction is None
        and not re.match(r"元|公里|亩|吨|倍|平方|立方|%|个百分点", after)
    ):
        return None
    if after in ("万", "亿"):
        scale, after = after, ""
    number = Decimal(value)
    if fraction:
        number += Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))
    unit = {"百分之": "%", "千分之": "‰"}.get(match["part"] or "", "")
    return f"{_plain(number)}{unit}{scale}{after}"


def _compound(match: re.Match[str]) -> str:
    factor = 1
    for char in match["scale"]:
        factor *= _SCALES[char]
    return _plain(Decimal(match["number"].replace(",", "")) * factor)


def _english(match: re.Match[str]) -> str | None:
    if not (match["scale"] or match["unit"] or match["money"]):
        return None
    value = Decimal(match["number"].replace(",", "")) * _ENGLISH_SCALES.get((match["scale"] or "").lower(), 1)
    unit = next(
        (ours for pattern, ours in _ENGLISH_UNITS if re.fullmatch(pattern, match["unit"] or "", re.IGNORECASE)), ""
    )
    if match["money"]:
        unit = "美元" if "$" in match["money"] else "元"
    bound = next((ours for words, ours in _BOUNDS if re.search(words, match["bound"] or "", re.IGNORECASE)), "")
    return f"{bound if match['bound'] else ''}{_plain(value)}{unit}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
