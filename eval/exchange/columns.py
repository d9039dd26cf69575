"""The headers of evaluators' tables, in Chinese and English, and what their cells mean."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from eval.cases import SECTION_MARK

# The first name is the one that is written.
HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "id", "序号", "题号", "no", "number", "case"),
    "question": ("问题", "question", "提问", "题目", "query", "userinput", "问题内容", "用户问题"),
    "type": ("类型", "type", "问题类型", "题型", "category"),
    "answerable": ("是否可回答", "answerable", "可回答", "能否回答", "是否有答案", "有无答案"),
    "answers": ("答案", "answer", "answers", "标准答案", "参考答案", "正确答案", "groundtruth", "reference"),
    "also_accept": ("也可接受", "alsoaccept", "可接受答案", "其他答案", "备选答案", "同义答案"),
    "must_all": ("必须全有", "mustall", "要点", "全部要点", "得分点", "必含", "keypoints"),
    "docs": ("文件", "docs", "documents", "document", "文档", "来源", "来源文件", "出处", "source", "file"),
    "section": ("章节", "section", "sections", "位置", "小节"),
    "quote": ("原文", "quote", "evidence", "依据", "证据", "原文依据"),
    "persona": ("提问人", "persona", "角色", "用户类型"),
    "trap_wrong": ("错误答案", "trapwrong", "陷阱", "易错答案", "干扰项", "wrong"),
    "history": ("上文", "history", "历史", "前文", "上一问"),
    "notes": ("备注", "notes", "note", "说明", "remark"),
}
_FIELD = {name: field for field, names in HEADERS.items() for name in names}
_TYPES = {
    "figure": ("数值", "数字", "指标", "数据"),
    "department": ("责任部门", "部门", "责任单位", "单位"),
    "list": ("列表", "清单", "列举"),
    "deadline": ("期限", "时限", "时间", "截止时间"),
    "definition": ("定义", "概念", "名词解释"),
    "project": ("项目", "工程"),
    "comparison": ("对比", "比较"),
    "yes_no": ("是非", "判断"),
    "entity_trap": ("实体陷阱", "张冠李戴", "易混"),
    "near_miss": ("近似无答案", "无答案", "不可回答", "拒答"),
    "far": ("远离无答案", "库外"),
    "injection": ("注入", "提示注入", "指令注入"),
    "personal_data": ("个人信息", "隐私"),
    "off_topic": ("无关", "闲聊", "离题"),
    "follow_up": ("追问", "多轮"),
}
_TYPE = {name: kind for kind, names in _TYPES.items() for name in names}
_PERSONAS = {"市民": "citizen", "群众": "citizen", "干部": "official", "公务员": "official", "评测": "evaluator", "评测员": "evaluator"}  # fmt: skip
_YES = frozenset(["是", "y", "yes", "true", "1", "可", "可以", "能", "有", "对", "√"])
_NO = frozenset(["否", "n", "no", "false", "0", "不可", "不可以", "不能", "无", "没有", "错", "×", "x"])
_SEVERAL = ("answers", "also_accept", "must_all", "docs", "quote", "trap_wrong", "history")
_BETWEEN = re.compile(r"\s*[;；|｜\n]\s*")
# Between a document and the section of it.
_IN = "#"
_DATE = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})(?: 00:00(?::00)?)?")
_FILES = frozenset([".pdf", ".docx", ".doc", ".txt", ".html", ".htm", ".md", ".xlsx", ".csv", ".wps"])


def field_of(header: str) -> str | None:
    """Return the field a header names, None for a column that is none of ours."""
    bare = re.sub(r"[\s_\-:：*（(].*?[)）]|[\s_\-:：*]", "", unicodedata.normalize("NFKC", header).casefold())
    return _FIELD.get(bare)


def stated_of_row(cells: Mapping[str, str], number: int) -> dict[str, Any]:
    """Return what a row states as a case does, from the text of its cells by field; empty cells state nothing.

    Without a word on it, a row without answers is one that cannot be answered. Rows without an id are named by number.
    """
    filled = {field: text.strip() for field, text in cells.items() if text.strip()}
    stated: dict[str, Any] = {name: text for name, text in filled.items() if name not in _SEVERAL}
    for name in _SEVERAL:
        if name in filled:
            stated[name] = _several(filled[name])
    for name in ("answers", "also_accept", "must_all", "trap_wrong"):
        if name in stated:
            stated[name] = [_as_printed(text) for text in stated[name]]
    stated.setdefault("id", f"row-{number:04d}")
    stated["answerable"] = _answerable(filled, any(name in stated for name in ("answers", "must_all", "also_accept")))
    if "type" in stated:
        stated["type"] = _TYPE.get(stated["type"], stated["type"])
    if "persona" in stated:
        stated["persona"] = _PERSONAS.get(stated["persona"], stated["persona"])
    if "docs" in stated:
        stated["docs"] = [_document(name) for name in stated["docs"]]
    if "history" in stated:
        stated["history"] = [_turn(text) for text in stated["history"]]
    _place(stated)
    return stated


def _answerable(filled: Mapping[str, str], has_facts: bool) -> Any:
    said = filled.get("answerable", "").casefold()
    if said in _YES or said in _NO:
        return said in _YES
    # What says neither is left for the reader of cases to complain of.
    return filled.get("answerable", has_facts)


def _several(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _as_printed(text: str) -> str:
    """Write a date as plans print it; spreadsheets make one of whatever looks so."""
    match = _DATE.fullmatch(text)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else text


def _document(name: str) -> str:
    """Return the id of a document from the name of its file."""
    path = PurePath(name.strip("《》 "))
    return path.stem if path.suffix.lower() in _FILES else path.name


def _turn(text: str) -> dict[str, str]:
    question, _, answer = text.partition("=>")
    return {"q": question.strip(), "a_hint": answer.strip()}


def _place(stated: dict[str, Any]) -> None:
    """Make evidence of the columns for section and quotation; "document#section" says which document is meant."""
    docs = stated.get("docs", [])
    only = docs[0] if len(docs) == 1 else ""
    places = []
    for text in _several(stated.pop("section", "")):
        document, mark, section = text.partition(_IN)
        places.append({"document": document if mark else only, "section": section if mark else text})
    places += [{"document": only, "quote": quote} for quote in stated.pop("quote", [])]
    if places:
        stated["evidence"] = places


def cells_of(stated: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a case for a table, by field; `stated_of_row` reads them again."""
    cells: dict[str, str] = {}
    for field in HEADERS:
        value = stated.get(field)
        if isinstance(value, bool):
            cells[field] = "是" if value else "否"
        elif field == "history" and value:
            cells[field] = "；".join(f"{turn['q']} => {turn.get('a_hint', '')}" for turn in value)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            cells[field] = "；".join(value)
        elif value:
            cells[field] = str(value)
    places = stated.get("evidence", [])
    several = len(stated.get("docs", [])) > 1
    sections = [_written_place(place, several) for place in places if place.get("section")]
    cells["section"] = "；".join(sections) or cells.get("section", "").replace("|", SECTION_MARK)
    cells["quote"] = "；".join(place["quote"] for place in places if place.get("quote"))
    return cells


def _written_place(place: Mapping[str, str], several: bool) -> str:
    named = f"{place['document']}{_IN}" if several and place.get("document") else ""
    return named + place["section"].replace("|", SECTION_MARK)
