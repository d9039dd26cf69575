"""Read Markdown into blocks."""

import re
from collections.abc import Iterator

from ingest.blocks import Block, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.decode import decode
from ingest.read.rows import table_blocks

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+)\s*[:：]\s*(.+)$", re.MULTILINE)
_STATED = {
    "title": "title",
    "source": "source",
    "url": "source",
    "published": "published",
    "date": "published",
}
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ROW = re.compile(r"^ {0,3}\|.*\|?[ \t]*$")
_DIVIDER = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_ITEM = re.compile(r"^\s*(?:[-*+][ \t]+|(\d{1,3}[.)])[ \t]+)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_NOTE = re.compile(r"^\[\^[^\]]+\]:[ \t]*")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_TAG = re.compile(
    r"</?(?:a|b|i|u|br|p|div|span|sup|sub|strong|em|font|center|details|summary|td|tr|th|table)\b[^>]*>", re.IGNORECASE
)
_LONGEST_HEADING = 60


def read_markdown(data: bytes, name: str) -> Reading:
    """Read a Markdown file; front matter goes to `stated`, bold lines become headings without a level."""
    text = decode(data, name)
    stated: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        stated = _front_matter(front.group(1))
        text = text[front.end() :]
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    blocks = list(_blocks(text.split("\n")))
    dropped = contents_lines([block.text for block in blocks])
    kept = tuple(block for index, block in enumerate(blocks) if index not in dropped)
    if not kept:
        raise UnreadableDocument(f"{name} holds no text besides markup, expected a document; fetch the file again.")
    pictures = len(_PICTURE.findall(text))
    remarks = (f"{pictures} picture(s) were not read; figures and tables inside them are missing.",) if pictures else ()
    return Reading(kept, stated=stated, remarks=remarks)


def _front_matter(text: str) -> dict[str, str]:
    stated: dict[str, str] = {}
    for key, value in _FIELD.findall(text):
        known = _STATED.get(key.lower())
        value = clean_line(value.strip().strip("\"'"))
        if known and value:
            stated.setdefault(known, value)
    return stated


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Collect lines into paragraphs; a blank line, a heading, a table or a list item ends one."""
    pending: list[str] = []
    index = 0
    while index < len(lines):
        line = _QUOTE.sub("", lines[index])
        heading = _HEADING.match(line)
        if pending and _UNDERLINE.match(line) and len(pending) == 1 and "=" in line:
            yield from _made("heading", pending[0], 1)
            pending = []
        elif heading or _RULE.match(line) or _FENCE.match(line) or not line.strip():
            yield from _paragraph(pending)
            pending = []
            if heading:
                yield from _made("heading", heading.group(2), len(heading.group(1)))
        elif _ROW.match(line) and index + 1 < len(lines) and _is_table(lines, index):
            yield from _paragraph(pending)
            pending = []
            last = _table_end(lines, index)
            yield from _table([_QUOTE.sub("", row) for row in lines[index:last]])
            index = last - 1
        elif _ITEM.match(line) or _BOLD_LINE.match(line.strip()):
            yield from _paragraph(pending)
            pending = [_ITEM.sub(lambda match: match.group(1) or "", line)]
            if _BOLD_LINE.match(line.strip()):
                yield from _paragraph(pending)
                pending = []
        else:
            pending.append(line)
        index += 1
    yield from _paragraph(pending)


_BOLD_LINE = re.compile(r"^(\*\*|__)(?=\S)((?:(?!\1).)+)\1[ \t]*(?:\[\^[^\]]+\])?$")


def _is_table(lines: list[str], index: int) -> bool:
    return bool(_DIVIDER.match(_QUOTE.sub("", lines[index + 1]))) or bool(_ROW.match(lines[index + 1]))


def _table_end(lines: list[str], index: int) -> int:
    while index < len(lines) and _ROW.match(_QUOTE.sub("", lines[index])):
        index += 1
    return index


def _cells(row: str) -> list[str]:
    inner = re.sub(r"(?<!\\)\|[ \t]*$", "", re.sub(r"^ {0,3}\|", "", row))
    return [_inline(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner)]


def _table(rows: list[str]) -> list[Block]:
    headed = len(rows) > 1 and _DIVIDER.match(rows[1]) is not None
    grid = [_cells(row) for row in rows if not _DIVIDER.match(row)]
    return table_blocks(grid, 1 if headed and any(grid[0]) else None)


def _inline(text: str) -> str:
    """Strip the markup inside a line, keeping the words of links and the alternative text of nothing."""
    text = _PICTURE.sub("", text)
    text = re.sub(r"\[\^[^\]]+\]", "", text)
    text = re.sub(r"\[([^\]]+)\]\((?:<[^>]*>|[^)\s]*)(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"<(https?://[^>]+)>", r"\1", text)
    text = _TAG.sub(" ", text)
    text = re.sub(r"(?<!\\)(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\\*A-Za-z0-9])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\*)", r"\1", text)
    text = re.sub(r"(?<![\\\w])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)", r"\1", text)
    text = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"\1", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>~])", r"\1", text)
    # Emphasis that opens in one paragraph and closes in another leaves its marks behind.
    return clean_line(re.sub(r"(?<!\*)\*\*(?!\*)", "", _unescaped(text)))


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text) if "&" in text else text


def _made(kind: str, text: str, level: int | None) -> list[Block]:
    inner = _inline(text)
    return [Block(inner, "heading", level)] if inner and kind == "heading" else []


def _paragraph(lines: list[str]) -> list[Block]:
    text = " ".join(_NOTE.sub("", line.strip()) for line in lines).strip()
    if not text:
        return []
    if len(lines) == 1 and _BOLD_LINE.match(text):
        inner = _inline(text)
        if 0 < len(inner) <= _LONGEST_HEADING and not inner.endswith(("。", "；")):
            return [Block(inner, "heading")]
        return [Block(inner, lead=len(inner))] if inner else []
    inner = _inline(text)
    if not inner:
        return []
    bold = _BOLD.match(text)
    lead = len(_inline(bold.group(2))) if bold else 0
    return [Block(inner, lead=lead if inner[:lead] == _inline(bold.group(2)) else 0)] if bold else [Block(inner)]
