"""Find what a figure of a sentence measures."""

import re
from collections.abc import Sequence

from ingest.commitments.values import Value

_BREAK = re.compile(r"[，；。：！？\n]|——|,(?!\d{3}(?!\d))|;|:(?!\d)")
_ROW = re.compile(r"^[、和及与以]*(?:以及|并)?\s*$")
_LIST = re.compile(r"[、]|和(?!谐|平|睦|县|田)|与(?!会)|及(?!时|格)|以及")
_JOIN = re.compile(r"\s*(?:[、,，和及与]|以及)\s*(?:达到?|为|增长|提高到?|下降|突破)?\s*")
_ENDS_LIST = re.compile(r"(?:、|和|及|与|以及)\s*$")
_PLACE = re.compile(
    r"(?:以内|之内|等|内|里|中|上|和|及|与|为|对|向|给|让|使)$|^(?:全域|辖区|为|对|向|给|让|使|有|共有)$"
)
_SUFFIX = re.compile(
    r"(?:占比|比例|比重|[\u4e00-\u9fff]{0,2}率|产值|增加值|总额|投资|收入|支出|面积|数量|总量|总数|户数|人数|里程|覆盖面|余额|规模|产量|销量|[\u4e00-\u9fff]{1,2}量|[\u4e00-\u9fff]{1,2}额|床位数?|平均浓度|浓度|寿命)$"
)
_EACH = re.compile(r"[均都](?:要|应|须|需)?(?=[^衡匀价等热市]|$)")
# What says that a figure is reached or changes, and words of time and degree: no part of what is measured.
_PREDICATE = re.compile(
    r"(?:(?:均|都|分别|累计|共计|总计|合计|共|达到了|达到|达|为|是|有|突破|超过|超出|超|跃上|跨上|迈上|增长到|增长了?|增加到|增加至|增加了?|增至|增速|增幅|提高到|提高至|提高了?|提升到|提升至|提升了?|上升到|上升至?|扩大到|扩大至|发展到|"
    r"下降到|下降至|下降了?|降低到|降低至|降低了?|降至|降到|减少到|减少了?|减至|压减|压降|缩短至|缩短到|压缩至|压缩到|控制在|保持在|稳定在|维持在|保持|稳定|力争|确保|实现|预计|预期|约为|约|近|仅|只|不低于|不少于|不超过|"
    r"年均|每年|同比|比上年|较上年|比去年|较去年|环比|平均|净增|净增加|名义|实际(?=增长)|以|由|从|到|至|在|的|了|左右|以上|最高|最低|均过|过|不变价|可比价|按可比价计算|按可比价格|是上年的|达上年的)\s*)+$"
)
_COMPARED = re.compile(
    r"(?:比(?![重例率值特亚])|较(?![大高好多])|同比|相比|环比)[^，。；、]{0,14}?(?=(?:增长|增加|提高|提升|上升|下降|降低|减少|多|翻|净增|扩大|压缩)|$)"
)
_OPENING = re.compile(
    r"^(?:[、和及与并且而但也还再又、\s—\-·•（(]|以及|其中|同时|此外|另外|特别是|全年|全面|力争|争取|确保|预计|预期|计划|将|要|到|至|截至|截止|底|末|前|年底|年末|期间|时期|内|期末|目前|现在|如今|当年|今年|去年|明年|本年|年内|五年来|一年来|五年|"
    r"(?:19|20)\d{2}\s*年?(?:[-—–~～至到]+\s*(?:19|20)?\d{2}年)?(?:底|末|前|以前|初|度)?|“?[一二三四五六七八九十]{1,2}五”?|我[市省国区县州]|全[市省国区县州域](?!面)|继续|进一步|大力|积极|努力|着力|不断|加快推进|加快|深入推进|深入实施|深入|扎实推进|持续推进|持续|推动|推进|"
    r"坚持|统筹|有序|稳步|基本(?=[实完建形消满])|圆满|成功|顺利|已|共|累计|先后|主要|目标|第[一二三](?!产|次|批|轮)|一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)])+"
)
_ACTS = (
    "新建成|新建|建成|建设|改建|扩建|改扩建|改造|提质改造|新增|增加|完成|实施|引进|引育|培育|打造|创建|打通|修复|治理|整治|种植|栽植|植树|造林|铺设|敷设|开工|启动|推进|投入|投资|安排|筹集|争取|发放|惠及|帮助|培训|选派|"
    "招引|签约|落户|设立|组建|开展|举办|开通|新开|盘活|淘汰|关停|关闭|拆除|搬迁|安置|分配|认定|新认定|扶持|孵化|布局|发展|减免|减税|化解|处置|清理|查处|受理|办结|办理|压缩|提供|救助|资助|配备|配置|添置|更新|购置|"
    "解决|减少|推出|遴选|选派|选树|聚焦|深耕|做强|办好|建有|建设有|办|开设|评选|推广|扩大|表彰|接种|转移|流转|开发|供应|收储|兑现|落实|实现|吸纳|吸引|集聚|聚集|组织|建立|获批|获得|获|入选|新设|增设|增开|装配|安装|推广|拥有|现有|共有|形成|带动|节约|退出|化解|出台|承接|执行|取消|下放|发行|上市|通过|达成|运营"
)
_ACT_END = re.compile(rf"(?:{_ACTS})(?:了|成|起)?$")
_ACT = re.compile(_ACTS)
_THING = re.compile(
    r"^(?:的)?(?:[^，。；：、,;:（）()\d]{0,8}\d[\d.]*[万亿千百]*[元吨人亩]*(?:以上|以下|左右|及以上)?的|\d+千伏|\d(?=A|星))?"
    r"(?P<thing>(?:“[^”]{1,14}”)?[^，。；：、,;:（）()“”\d]{0,24})"
)
_THING_END = re.compile(
    r"(?:和|及|与|并|以及|，|分别|取消|提供|通过|跻身|上市|挂牌|购买|接受|享受|参加|参与|开展|纳入|进入|超过|旧貌|全面|落实|问题|建成|投产|开工|竣工|投入|获|达|落地|入驻|实现|得到|完成|全部|正式|成功|通车|受益|均|建设(?=.)|[以用]于|上线|开通|入选|，|升级为|。).*$"
)
_INSIDE = re.compile(r"[（(][^）)]*[）)]")
_NO_THING = frozenset({"%", "百分点", "番", "比", "倍", "元", "美元", "分之", "成", "‰", "年"})
_SHORT_ACT = 8
_SHORT_LIST = 16
_SHORTEST = 2
_LONGEST = 40


def subjects_of(sentence: str, values: Sequence[Value], heading: str = "") -> list[str]:
    """Return the subject of each value; of several that share one value they stand joined by "、" (see `shared`)."""
    found: list[str] = []
    for place, value in enumerate(values):
        left = _left(sentence, values, place)
        row = _of_row(sentence, values, place, found)
        found.append(row or _single(sentence, values, place, left, found) or _named_before(sentence, value) or heading)
    return [_tidy(subject) for subject in found]


def shared(subject: str, sentence: str, value: Value) -> list[str]:
    """Return the single subjects where a sentence says that each of them reaches the value ("A、B均达到x")."""
    before = sentence[: value.start]
    clause = _BREAK.split(before)[-1]
    if not _EACH.search(clause) or ("、" not in subject and "和" not in subject):
        return [subject]
    parts = [part for part in _LIST.split(subject) if len(part.strip()) >= _SHORTEST]
    if len(parts) < 2:
        return [subject]
    return parts


def _left(sentence: str, values: Sequence[Value], place: int) -> str:
    """Return the words between a value and the mark or value before it."""
    value = values[place]
    start = values[place - 1].end if place else 0
    if place and _ENDS_LIST.search(sentence[start : value.start]) and not _BREAK.search(sentence, start, value.start):
        # "20个商圈、316个住宅区": what stands between belongs to the figure before.
        return ""
    for match in _BREAK.finditer(sentence, start, value.start):
        start = match.end()
    return sentence[start : value.start]


def row_start(sentence: str, values: Sequence[Value], place: int) -> int:
    """Return the place of the first value of the row that a value stands in, its own where it stands alone."""
    while place and _joins(sentence, values[place - 1], values[place]):
        place -= 1
    return place


def _of_row(sentence: str, values: Sequence[Value], place: int, found: Sequence[str]) -> str | None:
    """Return the name at the place of a value in "A、B分别达x、y", None where there is no such row."""
    first = row_start(sentence, values, place)
    last = place
    while last + 1 < len(values) and _joins(sentence, values[last], values[last + 1]):
        last += 1
    count = last - first + 1
    if count < 2:
        return None
    head = sentence[: values[first].start]
    distributes = "分别" in head[-14:] or "依次" in head[-14:]
    clauses = _BREAK.split(head)
    own = clauses[-1]
    names = _names(own)
    if len(names) != count and distributes and len(clauses) > 1 and not _words(own):
        names = _names(clauses[-2])
    if len(names) == count:
        return names[place - first]
    if distributes and first >= count and not _words(own):
        return found[first - count + (place - first)]
    if len(names) > 1 and not distributes:
        return None
    return found[first] if place > first and len(found) > first else None


def _joins(sentence: str, one: Value, two: Value) -> bool:
    """Tell whether two values stand in a row of the like: same unit, and nothing between but what joins them."""
    if one.unit != two.unit:
        return False
    return _JOIN.fullmatch(sentence, one.end, two.start) is not None


def _names(clause: str) -> list[str]:
    """Return the names of a list at the end of a clause, with what the last of them is measured by."""
    text = _strip(clause.split("分别")[0] if "分别" in clause else clause)
    parts = [part.strip() for part in _LIST.split(text) if part.strip()]
    if len(parts) < 2:
        return [_strip_front(text)] if text else []
    names = [_strip_front(part) for part in parts]
    suffix = _SUFFIX.search(names[-1])
    if suffix and not any(_SUFFIX.search(name) for name in names[:-1]):
        # "工业、服务业增加值": what the last is measured by holds for all.
        names[:-1] = [name + suffix.group() for name in names[:-1]]
    return names


def _single(sentence: str, values: Sequence[Value], place: int, left: str, found: Sequence[str]) -> str:
    """Return the subject out of the words before a figure, or the thing that is counted behind it."""
    value = values[place]
    words = _strip(left)
    attributive = left.rstrip().endswith("的")
    after = sentence[value.end : values[place + 1].start if place + 1 < len(values) else len(sentence)]
    thing = _thing(after) if value.unit not in _NO_THING else ""
    if words and _ACT_END.search(words):
        act = _ACT_END.search(words)
        verb = act.group() if act and len(words) > _SHORT_ACT else words
        return f"{verb}{thing}" if thing else words
    if words and thing and (attributive or _PLACE.search(words)):
        first = _ACT.match(words)
        whole = words.endswith("等") and len(words) <= _SHORT_LIST
        return f"{words}{thing}" if whole else f"{first.group() if first else ''}{thing}"
    if words:
        return words
    continues = place > 0 and not _BREAK.search(sentence, values[place - 1].end, value.start)
    if thing and continues:
        act = _ACT.match(found[place - 1])
        return f"{act.group() if act else ''}{thing}"
    if thing:
        return thing
    return found[place - 1] if place else ""


def _thing(after: str) -> str:
    match = _THING.match(after)
    thing = _THING_END.sub("", match["thing"]) if match else ""
    return thing if len(thing) >= _SHORTEST else ""


def _named_before(sentence: str, value: Value) -> str:
    """Return the words of the nearest clause before that say something."""
    for clause in reversed(_BREAK.split(sentence[: value.start])):
        words = _strip(clause)
        if len(words) >= _SHORTEST:
            return words
    return ""


def _words(clause: str) -> str:
    return _strip(clause)


def _strip(text: str) -> str:
    """Take from a clause the words of time, degree and change around what is measured."""
    text = _INSIDE.sub("", text)
    before = None
    while before != text:
        before = text
        text = _PREDICATE.sub("", text)
        cut = _COMPARED.search(text)
        if cut and cut.end() == len(text):
            text = text[: cut.start()]
    return _strip_front(text)


def _strip_front(text: str) -> str:
    return _OPENING.sub("", text).strip(' 、，,的“”"（）()—')


def _tidy(subject: str) -> str:
    subject = subject.strip(' 、，,：:；;—-"')
    if len(subject) <= _LONGEST:
        return subject
    # The last act with its object says enough.
    acts = [match.start() for match in _ACT.finditer(subject)]
    near = [start for start in acts if len(subject) - start <= _LONGEST]
    return subject[near[0] :] if near else subject[-_LONGEST:]
