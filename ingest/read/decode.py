"""Decode the bytes of a text file."""

import codecs
import re

from ingest.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01


def decode(data: bytes, name: str, stated: str | None = None) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, the stated charset or GB18030.

    A few damaged bytes in otherwise good UTF-8 are tolerated; binary data raises UnreadableDocument.
    """
    text = _decoded(data, stated)
    if text is None or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise UnreadableDocument(
            f"{name} holds binary data or text in an unknown encoding, expected UTF-8, UTF-16 or GB18030; "
            "save it as UTF-8."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, stated: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for charset in ("utf-8", stated, "gb18030"):
        if charset is None:
            continue
        try:
            return data.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
        except (UnicodeDecodeError, LookupError):
            continue
    # One byte lost in a download must not make a whole plan unreadable.
    best = min((data.decode(charset, errors="replace") for charset in ("utf-8", "gb18030")), key=_damage)
    return best if _damage(best) <= _MOST_CONTROLS * max(len(best), 100) else None


def _damage(text: str) -> int:
    return text.count("\ufffd")
