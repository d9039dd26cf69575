"""Find the departments that answer for what a sentence promises."""

import re

_ROLE = r"(?:责任部门|责任单位|牵头部门|牵头单位|牵头责任单位|负责单位|负责部门|主办单位|主管部门|实施单位|牵头)"
_BRACKET = re.compile(rf"[（(【\[]\s*{_ROLE}[:：]\s*(?P<names>[^】\]]{{2,200}}?)[）)】\]](?=\s*(?:$|[。；\n]|[^、，]))")
_CELL = re.compile(rf"{_ROLE}：(?P<names>[^；\n]{{2,160}})")
_LEADS = re.compile(r"由(?P<names>[^，。；：由]{2,40}?)(?:牵头|负责|组织实施|具体负责|承担|主管)")
_SPLIT = re.compile(r"[、,，；;：:]|以及|和(?=[省市县区各])|\s+")
_AND_SO_ON = re.compile(r"(?:等)?(?:有关|相关|市直|市级)?(?:部门|单位)?(?:负责|牵头|配合|参与|按职责分工负责)?$")
_BODY = re.compile(r"局|委|办|部|厅|院|中心|处|公司|政府|银行|署|会|集团|所|社|队|馆|校|站|管委|县|区|市|街道|乡镇")


def departments_of(sentence: str, following: str = "") -> tuple[str, ...]:
    """Return the departments named as responsible in a sentence, its table row, or a bracket right behind it."""
    found: list[str] = []
    behind = following.lstrip()
    for text in (sentence, behind if behind[:1] in "（(【[" else ""):
        for pattern in (_BRACKET, _CELL, _LEADS):
            if pattern is _BRACKET and "责任" not in text and "牵头" not in text and "单位" not in text:
                continue
            for match in pattern.finditer(text):
                found += _single(match["names"])
        if found:
            break
    return tuple(dict.fromkeys(found))


def _single(names: str) -> list[str]:
    cut = [_AND_SO_ON.sub("", name).strip(" 等。（(") for name in _SPLIT.split(names)]
    return [name for name in cut if len(name) >= 2 and _BODY.search(name)]
