"""Find who is responsible: the departments named in brackets, table cells and sentences."""

import re
from dataclasses import dataclass

_ROLE = r"牵头责任单位|牵头及责任单位|责任部门|责任单位|责任主体|牵头部门|牵头单位|负责单位|负责部门|主办单位|落实单位|实施单位|主管部门|主管单位|配合单位|协办单位"
_BODY = r"[\u4e00-\u9fff（）()]{1,16}?"
_BRACKET = re.compile(
    rf"[（(【\[]\s*(?P<role>{_ROLE}|责任处室|牵头)[:：]?\s*(?P<names>[^（()）】\]]{{2,120}}(?:[（(][^()（）]{{1,12}}[)）][^（()）】\]]{{0,80}})?)[）)】\]]?"
)
_CELL = re.compile(rf"(?P<role>{_ROLE})：(?P<names>[^；\n]{{2,160}})")
_LEADS = re.compile(
    r"由(?P<names>[^，,。；;：:、由]{2,20}(?:、[^，,。；;：:、]{2,20}){0,6}?)(?P<role>牵头|负责|组织实施|具体负责|主管|承担|管理|统筹)"
)
_UNDER = re.compile(
    r"(?:办公室|机构)[^。]{0,10}(?:设在|挂靠|归口)(?P<names>[^，,。；;]{2,16}?(?:局|委|办|部|厅|院|中心|处|公司))"
)
_ACTS = re.compile(
    r"(?P<names>(?:[省市县区各][\u4e00-\u9fff]{1,12}(?:局|委|办|厅|部门|中心|政府|银行|公司))(?:、(?:[\u4e00-\u9fff]{2,14}(?:局|委|办|厅|部门|中心|政府|银行|公司))){0,8})(?:等[\u4e00-\u9fff]{0,6})?(?P<role>牵头|负责)"
)
# "鼓励龙头企业牵头组建": who is wanted to lead, without "由".
_WANTED = re.compile(r"(?:支持|鼓励|引导|推动)(?P<names>[^，,。；;：:（）]{2,40}?)(?P<role>牵头)")
_HELD_BY = re.compile(
    r"(?:是|由|经)(?P<names>[^，,。；;：:是由经]{2,24}(?:小组|办公室|局|委|部|厅|院|会|政府|中心))(?P<role>组织开展|组织实施|联合印发|印发|发布|主办|举办|发起|设立)"
)
# "国家创新中心牵头的攻关": who opens a clause and leads.
_OPENS = re.compile(
    r"(?<![^\s，,。；;：:！])(?P<names>[^\s，,。；;：:、由（）“”]{2,24}?(?:局|委|办|厅|部|中心|院|大学|集团|公司|协会|研究所|实验室))(?P<role>牵头)(?=的|组建|承担|实施|开展|制定|编制|研制|研发)"
)
# "指市金融局为支持企业制定的办法"
_MADE_BY = re.compile(
    r"[指是由经](?P<names>[^，,。；;：:是由经为]{2,20}(?:小组|办公室|局|委|部|厅|院|办|署|中心|政府))(?:为[^，,。；;]{2,40})?(?P<role>制定|编制|起草|出台)"
)
# "牵头单位：市医保局" on a line of its own below what the department answers for.
_LABEL = re.compile(rf"^\s*(?:{_ROLE})[：:][^\n]{{2,160}}$")
_SPLIT = re.compile(r"[、,，；;]|以及|和(?=[市省县区])")
_CONTACT = re.compile(r"等?(?:有关|相关|市直)?(?:部门|单位)$")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Departments named at `start`-`end` of a text; `names` is verbatim, `role` the word that makes them responsible."""

    start: int
    end: int
    role: str
    names: str

    @property
    def departments(self) -> list[str]:
        """The single departments, without "等有关部门"."""
        cut = [_CONTACT.sub("", name).strip(" 等") for name in _SPLIT.split(self.names)]
        return [name for name in cut if len(name) >= 2]


def items(text: str) -> list[tuple[int, str]]:
    """Return the lines of a text with their places; a line that only names who is responsible belongs to the one above it."""
    found: list[tuple[int, str]] = []
    offset = 0
    for line in text.split("\n"):
        if found and _LABEL.match(line):
            start = found[-1][0]
            found[-1] = (start, text[start : offset + len(line)])
        else:
            found.append((offset, line))
        offset += len(line) + 1
    return found


def find_responsibilities(text: str) -> list[Responsibility]:
    """Return who is named as responsible in a text, in order; overlapping finds are dropped."""
    found: list[Responsibility] = []
    for pattern in (_BRACKET, _CELL, _UNDER, _LEADS, _ACTS, _WANTED, _HELD_BY, _OPENS, _MADE_BY):
        for match in pattern.finditer(text):
            role = match.groupdict().get("role") or "设在"
            names = match["names"].strip()
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            found.append(Responsibility(match.start(), match.end(), role, names))
    return sorted(found, key=lambda item: item.start)
