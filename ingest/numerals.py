"""Read Chinese numerals."""

from decimal import Decimal

DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    **{char: value for value, char in enumerate("一二三四五六七八九", start=1)},
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_LONGEST = 30


def read_numeral(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral, None for what is none or says no exact number.

    With units ("五千五百", "一亿二千万", "十二点六") or digit by digit ("二〇二五"). "三五百" and "五六十" mean about so many.
    """
    if len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    if point and (not fraction or any(char not in DIGITS for char in fraction)):
        return None
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{_spelled(fraction)}")


def _spelled(text: str) -> str:
    return "".join(str(DIGITS[char]) for char in text)


def _whole(text: str) -> int | None:
    """Read a numeral without a fraction."""
    if not text or any(char not in DIGITS and char not in _UNITS and char not in _SCALES for char in text):
        return None
    if all(char in DIGITS for char in text):
        return int(_spelled(text))
    total = section = digit = 0
    pending = False
    unit = 0
    for char in text:
        if char in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[char], True
        elif char in _UNITS:
            section += (digit if pending and digit else 1) * _UNITS[char]
            digit, pending, unit = 0, False, _UNITS[char]
        else:
            section += digit
            total = (total + section or 1) * _SCALES[char] if _SCALES[char] > 10**4 else total + (section or 1) * 10**4
            section, digit, pending, unit = 0, False, False, _SCALES[char]
    # "三千五" is 3,500 as spoken; "三千零五" is 3,005.
    if digit and unit >= 100 and text[-2] in "百千万亿":
        digit *= unit // 10
    return total + section + digit
