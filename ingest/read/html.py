"""Read a web page into blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement as Element
from lxml.html import HTMLParser, document_fromstring

from ingest.blocks import Block, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.decode import decode
from ingest.read.html_main import is_furniture_line, main_content, prune
from ingest.read.html_table import is_layout, read_table

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BREAKS = frozenset(
    (
        *_HEADINGS,
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "br",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *("figure", "form", "hr", "li", "main", "ol", "p", "pre", "section", "ul"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
_BOLD = frozenset(("b", "strong"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)""")
_PUBLISHED = re.compile(
    r"(?<!上传)(?<!上载)(?:发布|发文|公布|成文|发表|印发|更新)?(?:时间|日期)\s*[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]))(?![0-9a-fA-F]);?"
)
_META_DATE = ("pubdate", "publishdate", "article:published_time", "publish_time", "publishtime")
_META_TITLE = ("articletitle", "og:title")
_LONGEST_HEADING = 60


def read_html(data: bytes, name: str) -> Reading:
    """Read the main text of a web page; menus, crumbs, counters, scripts and hidden parts are left out."""
    match = _XML_CHARSET.search(data[:200]) or _CHARSET.search(data[:4096])
    text = decode(data, name, match.group(1).decode("ascii") if match else None)
    tree = _parsed(text, name)
    stated = _stated(tree)
    prune(tree)
    content = main_content(tree)
    lines = list(_Walk().blocks(content))
    dropped = contents_lines([block.text for block in lines])
    blocks = _without_echo([block for index, block in enumerate(lines) if index not in dropped])
    if not blocks:
        raise UnreadableDocument(
            f"{name} holds no text in its page (it may be filled in by scripts), expected an article; "
            "save the page from a browser as PDF."
        )
    return Reading(tuple(blocks), stated=stated)


def _parsed(text: str, name: str) -> Element:
    # lxml refuses a text with an encoding declaration; it parses control characters but will not move them.
    text = _CONTROLS.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        tree = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument(f"{name} is no readable web page ({error}); save it again from a browser.") from error
    return tree


def _stated(tree: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        if key and meta.get("content"):
            metas.setdefault(key, clean_line(meta.get("content") or ""))
    stated: dict[str, str] = {}
    title = next((metas[key] for key in _META_TITLE if metas.get(key)), "")
    if not title:
        first = next(tree.iter("title"), None)
        title = clean_line(first.text_content()) if first is not None else ""
    if title:
        stated["title"] = title
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            stated["source"] = (link.get("href") or "").strip()
    if "source" not in stated and metas.get("og:url"):
        stated["source"] = metas["og:url"]
    published = next((metas[key] for key in _META_DATE if metas.get(key)), "") or tree.text_content()
    match = _PUBLISHED.search(published) or re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", published[:40])
    if match:
        year, month, day = match.groups()
        stated["published"] = f"{year}-{int(month):02d}-{int(day):02d}"
    return stated


@dataclass
class _Line:
    """A line being collected, with how many of its first characters are bold."""

    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)

    def add(self, text: str | None, bold: bool) -> None:
        if text:
            self.parts.append(text)
            self.bold.append(bold)

    def block(self) -> Block | None:
        text = clean_line("".join(self.parts))
        if not text or is_furniture_line(text):
            return None
        opening = ""
        for part, bold in zip(self.parts, self.bold, strict=True):
            if not bold and part.strip():
                break
            opening += part
        lead = clean_line(opening)
        if lead == text and len(text) <= _LONGEST_HEADING and text[-1] not in "。；;":
            return Block(text, "heading")
        return Block(text, lead=len(lead) if text.startswith(lead) else 0)


class _Walk:
    """Walk the content in reading order and cut it into blocks at block-level elements."""

    def __init__(self) -> None:
        self.line = _Line()

    def blocks(self, root: Element) -> Iterator[Block]:
        yield from self._inside(root, False)
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        block = self.line.block()
        self.line = _Line()
        if block is not None:
            yield block

    def _inside(self, element: Element, bold: bool) -> Iterator[Block]:
        """Visit iteratively: pages nest deeper than Python may recurse."""
        stack: list[tuple[Element, bool, bool]] = [(element, bold, False)]
        while stack:
            node, inherited, leaving = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if leaving:
                if tag in _BREAKS:
                    yield from self._flush()
                if node is not element:
                    self.line.add(node.tail, inherited)
                continue
            if tag in _BREAKS:
                yield from self._flush()
            whole = self._whole(node, tag)
            if whole is not None:
                yield from whole
                self.line.add(node.tail, inherited)
                continue
            inner = inherited or tag in _BOLD or _is_bold(node)
            self.line.add(node.text, inner)
            stack.append((node, inherited, True))
            stack.extend((child, inner, False) for child in reversed(node))

    def _whole(self, node: Element, tag: str) -> list[Block] | None:
        """Return the blocks of an element that is taken as a whole, None for one to walk into."""
        if tag in _HEADINGS:
            text = clean_line(node.text_content())
            return [Block(text, "heading", int(tag[1]))] if text else []
        if tag == "table" and not is_layout(node):
            return read_table(node)
        return None


def _is_bold(node: Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "font-weight:bold" in style or "font-weight:700" in style


def _without_echo(blocks: list[Block]) -> list[Block]:
    """Make the page's first level-one heading the title and drop the line that repeats it directly below."""
    made: list[Block] = []
    titled = False
    for block in blocks:
        if block.kind == "heading" and block.level == 1 and not titled and len(made) < 5:
            block = Block(block.text, "title")
            titled = True
        elif made and made[-1].kind == "title" and block.text == made[-1].text:
            continue
        made.append(block)
    return made
