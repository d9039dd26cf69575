"""Read a question the ways it may have been disguised: spaced out, in other letters, encoded."""

import base64
import binascii
import re
import unicodedata
from urllib.parse import unquote

from ingest.script import simplified

_HIDDEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GAP = r"[\s\-_.·*|/~+^]"
_SPACED_HAN = re.compile(rf"(?<=[\u3400-\u9fff]){_GAP}+(?=[\u3400-\u9fff])")
_SPACED_LETTERS = re.compile(rf"(?<![A-Za-z])[A-Za-z](?:{_GAP}[A-Za-z]){{3,}}(?![A-Za-z])")
_SPACED_WORD = re.compile(rf"(?<![A-Za-z])[A-Za-z](?:{_GAP}[A-Za-z])+(?![A-Za-z])")
_WORDS_APART = re.compile(r"[ \u3000]{2,}")
# Digits and letters of other alphabets that look like Latin ones.
_LOOKS_LIKE = str.maketrans("013457@$аеорсухіѕ", "oieastasaeopcyxis")
_MIXED = re.compile(r"[A-Za-z0-9@$а-яі]*[A-Za-z][A-Za-z0-9@$а-яіѕ]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_READABLE = 0.9


def readings(text: str) -> list[str]:
    """Return a text and what else it reads as, each once, the text as typed (in simplified script and narrow letters) first."""
    plain = _HIDDEN.sub("", unicodedata.normalize("NFKC", simplified(text)))
    found = [plain, _together(plain), _latin(plain), _latin(_together(plain)), *_decoded(plain)]
    return list(dict.fromkeys(found))


def _together(text: str) -> str:
    """Close up characters and letters that were put apart one by one."""
    text = _SPACED_HAN.sub("", text)
    # Where every letter stands apart, a double space parts the words, and short words are put apart too.
    parts = _WORDS_APART.split(text)
    spaced = _SPACED_LETTERS if len(parts) == 1 else _SPACED_WORD
    return " ".join(spaced.sub(lambda match: re.sub(_GAP, "", match.group()), part) for part in parts)


def _latin(text: str) -> str:
    return _MIXED.sub(lambda match: match.group().lower().translate(_LOOKS_LIKE), text)


def _decoded(text: str) -> list[str]:
    found = []
    if "%" in text and unquote(text) != text:
        found.append(unquote(text))
    for match in _BASE64.finditer(text):
        letters = match.group().rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            raw = base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        readable = sum(char.isalnum() or char.isspace() or char in "，。,.!?！？" for char in raw)
        if raw and readable >= _READABLE * len(raw):
            found.append(raw)
    return found
