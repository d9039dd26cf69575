"""Take the frame of a document-sharing or news site off a copied text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEAD = 40
_TAIL_SHARE = 0.6
_LONGEST_NOISE = 160
# Whole lines that sites print around a text, wherever they stand.
_LINE = re.compile(
    r"^(?:首页\s*[>＞»/].*|(?:您?的?(?:当前|现在|所在)的?位置)\s*[:：].*|您好[!！,，]?\s*(?:今天是|欢迎).{0,30}"
    r"|(?:收藏|分享|打印|下载|返回|举报|相关|点赞|评论|投诉|转发|关闭|\s|[|·/])+"
    r"|[【\[]?(?:大|中|小|字体|字号|\s|[:：])+[】\]]?|(?:浏览|阅读|点击|下载|访问)(?:量|次数|数)\s*[:：]?\s*\d*\s*次?"
    r"|上传人\s*[:：].*|文档编号\s*[:：].*|.{2,60}_第\d+页|第\d+页\s*/\s*共\d+页|点击查看更多[>＞»]*|(?:加载|展开)更多.{0,10}"
    r"|.{0,120}【下载附件】|(?:上|下)一篇\s*[:：].*|(?:扫一扫|扫描二维码).{0,40}|返回顶部|责任编辑\s*[:：].{0,20})$"
)
_META = re.compile(
    r"^(?:[\[【].{2,40}[\]】]\s*)?(?:发表于|发布(?:时间|日期|于)|发文日期|上传时间|时间)\s*[:：]?\s*\d{4}\D.{0,80}$"
)
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_UPLOAD = re.compile(r"上传|文档编号|^[\[【].{2,40}[\]】]\s*发表于")
# Labels with which a site opens the text itself; the frame ends there.
_OPENING = frozenset(("详情", "正文", "资源描述", "文档描述", "文档介绍", "内容简介", "内容描述", "文档正文", "全文"))
_MARKER = re.compile(
    r"上传人\s*[:：]|文档编号\s*[:：]|发表于\s*[:：]|^[\[【].{2,40}[\]】]\s*(?:发表于|发布)|点击查看更多|^收藏$"
)
# Lines from which on nothing belongs to the text.
_CLOSING = re.compile(
    r"^(?:展开阅读全文|阅读全文|点击展开全文|相关资源|相关搜索|相关推荐|相关文档|猜你喜欢|最新文档|温馨提示\s*[:：]?|版权声明\s*[:：]?"
    r"|copyright\s*[@©].*|©.*|备案号\s*[:：].*|.{0,30}(?:ICP备|公网安备)\s*\d.*|当前位置\s*[:：].*)$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"^[^。;；]{2,100}\.(?:pdf|docx?|xlsx?|wps|zip|rar)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CopiedPage:
    """The lines of the text without its frame, its title where the site prints one, what the site states."""

    lines: list[str]
    title: str | None = None
    stated: dict[str, str] = field(default_factory=dict)


def without_noise(lines: Sequence[str]) -> CopiedPage:
    """Return the text without crumbs, counters, preview captions, sharing buttons, disclaimers and filing numbers.

    Only whole lines are taken out, so no sentence of the text can be damaged.
    """
    stated: dict[str, str] = {}
    first = _first_line(lines)
    frame = lines[:first]
    for line in lines[: max(first, 12)]:
        if _META.match(line) or _MARKER.search(line):
            date = _DATE.search(line)
            if date:
                year, month, day = date.groups()
                # On a site where anybody shares documents, the day is that of the upload.
                known_as = "uploaded" if _UPLOAD.search(line) else "published"
                stated.setdefault(known_as, f"{year}-{int(month):02d}-{int(day):02d}")
    site_title = next((line for line in frame if _is_titular(line)), None)
    if site_title:
        stated["title"] = site_title
    body = [line for line in lines[first : _end(lines, first)] if not _is_noise(line)]
    while body and (_FILE_NAME.match(body[-1]) or body[-1] in ("附件", "附件:", "附件：", "附件下载")):
        body.pop()
    title, body = _once_titled(body)
    if title:
        stated.setdefault("title", title)
    return CopiedPage(body, title, stated)


def _first_line(lines: Sequence[str]) -> int:
    """Find where the text begins: after the opening label of the site, if the head bears a site's marks."""
    head = lines[:_HEAD]
    if not any(_MARKER.search(line) for line in head):
        return 0
    return max((index + 1 for index, line in enumerate(head) if line in _OPENING), default=0)


def _end(lines: Sequence[str], first: int) -> int:
    """Find where the text ends: at the first closing mark of the site that stands far enough down."""
    total = sum(len(line) for line in lines)
    so_far = 0
    for index, line in enumerate(lines):
        if index > first and so_far > _TAIL_SHARE * total and len(line) <= _LONGEST_NOISE and _CLOSING.match(line):
            return index
        so_far += len(line)
    return len(lines)


def _is_noise(line: str) -> bool:
    return len(line) <= _LONGEST_NOISE and bool(_LINE.match(line) or (_META.match(line) and "。" not in line))


def _is_titular(line: str) -> bool:
    return 6 <= len(line) <= 80 and not (
        _is_noise(line) or _MARKER.search(line) or line in _OPENING or line[-1] in "。:："
    )


def _once_titled(body: list[str]) -> tuple[str | None, list[str]]:
    """Keep once a title that the site prints above the text and the text repeats."""
    for index, line in enumerate(body[1:4], start=1):
        if line == body[0] and _is_titular(line):
            return line, body[:index] + body[index + 1 :]
    return None, body
