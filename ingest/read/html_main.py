"""Find the main content of a web page and drop what surrounds it."""

import re

from lxml.html import HtmlElement as Element

_NEVER = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "meta", "link", "map"),
        *("nav", "header", "footer", "aside", "form", "button", "input", "select", "textarea"),
        *("iframe", "object", "embed", "svg", "canvas", "video", "audio"),
    )
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"))
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|crumbs?|breadcrumbs?|position|dqwz|header|footer|foot|copyright|sidebar|side|"
    r"share\w*|bdshare\w*|toolbar|tools|print|related|recommend\w*|pagination|pager|comments?|advert\w*|ads?|banner|search\w*|"
    r"qrcode|ewm|topbar|login|friendlink\w*|links)(?:$|[-_\s])",
    re.IGNORECASE,
)
_MAIN_NAMES = re.compile(
    r"trs_editor|ueditor|article-?(?:con|body|text)|content-?(?:text|body|main)|^zoom$|^content$|^article$|"
    r"pages_content|news_?con|detail-?con|view_con|vsb_content|^main-?con",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:您?(?:当前|现在|所在)的?(?:所在)?位置\s*[:：].*|首页\s*[>＞»/].*|[【\[]?\s*(?:打印|关闭|收藏|分享)[^。]{0,20}|"
    r"(?:浏览|阅读|点击|访问)(?:量|次数|数)\s*[:：]?\s*\d*\s*次?|[【\[]?字(?:体|号)\s*[:：][^。]{0,20}|"
    r"(?:上|下)一(?:篇|条|页)\s*[:：].*|分享到?\s*[:：]?.{0,20}|您好[!！,，]?\s*(?:今天是|欢迎).{0,30}|"
    r"(?:扫一扫|扫描二维码).{0,30}|返回顶部|(?:相关|附件)?(?:链接|阅读|新闻)\s*[:：]?|责任编辑\s*[:：].{0,20})$"
)
_META_LINE = re.compile(
    r"(?:发布|发文|更新|发表)(?:时间|日期)\s*[:：]|(?:浏览|阅读|点击|访问)(?:量|次数)|字(?:体|号)\s*[:：]"
)
_LONGEST_META = 120
_LEAST_SHARE = 0.5
_DENSE = 0.75
_CONTAINERS = ("div", "td", "tr", "tbody", "table", "section", "center", "form", "article", "main")


def is_furniture_line(text: str) -> bool:
    """Say whether a line of the content is the site's and not the document's (crumbs, counters, font switches)."""
    if len(text) <= _LONGEST_META and _META_LINE.search(text) and "。" not in text:
        return True
    return bool(_FURNITURE.match(text))


def prune(tree: Element) -> None:
    """Remove from the tree, in place, what is never content: scripts, menus, hidden and interactive elements."""
    body = tree.find("body")
    whole = _length(body if body is not None else tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("html", "body"):
            continue
        if element.tag in _NEVER or _is_hidden(element):
            # Old government sites wrap the whole page in one form.
            if element.tag in ("form", "header") and _length(element) > whole * _LEAST_SHARE:
                continue
            _drop(element)
        elif _is_furniture(element) and _length(element) < whole * _LEAST_SHARE:
            _drop(element)


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_furniture(element: Element) -> bool:
    if (element.get("role") or "").lower() in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("main", "article") and bool(_NAMED.search(names))


def main_content(tree: Element) -> Element:
    """Return the element that holds the document: article or main where there is one, else the densest part."""
    body = tree.find("body")
    root = body if body is not None else tree
    whole = _length(root)
    for tag in ("main", "article"):
        found = [element for element in root.iter(tag) if _length(element) > whole * _LEAST_SHARE]
        if found:
            return max(found, key=_length)
    named = [
        element
        for element in root.iter("div", "td", "section")
        if _MAIN_NAMES.search(element.get("class") or "") or _MAIN_NAMES.search(element.get("id") or "")
    ]
    best = max(named, key=_length, default=None)
    if best is not None and _length(best) > whole * _LEAST_SHARE:
        return _with_title(root, best)
    return _with_title(root, _densest(root))


def _densest(root: Element) -> Element:
    """Go down while one child holds nearly all the text that is not link text."""
    element = root
    while True:
        child = max(element.iterchildren(*_CONTAINERS), key=_own_text, default=None)
        if child is None or _own_text(child) < _own_text(element) * _DENSE or _is_data_table(child):
            return element
        element = child


def _is_data_table(element: Element) -> bool:
    return element.tag == "table" and next(element.iterdescendants("table", "p", "div", "br"), None) is None


def _with_title(root: Element, content: Element) -> Element:
    """Widen the content to its nearest ancestor with a level-one heading if that adds hardly anything else."""
    if next(content.iter("h1"), None) is not None:
        return content
    around = content.getparent()
    while around is not None and around is not root.getparent():
        if next(around.iter("h1"), None) is not None:
            return around if _length(around) < _length(content) * 1.1 + 200 else content
        around = around.getparent()
    return content


def _length(element: Element) -> int:
    return len("".join(element.text_content().split()))


def _own_text(element: Element) -> int:
    return _length(element) - sum(_length(link) for link in element.iter("a"))
