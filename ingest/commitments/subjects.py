"""Find what a figure of a sentence measures."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.commitments.values import Value

_BREAK = re.compile(r"[，；。：！？\n]|——|,(?!\d{3}(?!\d))|;|:(?!\d)")
_ROW = re.compile(r"^[、和及与以]*(?:以及|并)?\s*$")
_LIST = re.compile(r"[、]|和(?!谐|平|睦|县|田)|与(?!会)|及(?!时|格)|以及")
_JOIN = re.compile(r"\s*(?:(?:[、和及与]|以及)\s*(?:达到?|为|增长|提高到?|下降|突破)?|，(?:和|以及)?)\s*")
_JOIN_ALONE = re.compile(r"\s*(?:[、和及与]|以及)\s*")
_FROM = re.compile(r"(?:由|从|自)[^，；。]{0,14}$")
_TO = re.compile(r"^[^，。；、]{0,8}?(?:到|至|为|成)[^，。；、]{0,8}$")
_ENDS_LIST = re.compile(r"(?:、|和|及|与|以及)\s*$")
_PLACE = re.compile(
    r"(?:以内|之内|等|内|里|中|上|和|及|与|为|对|向|给|让|使)$|^(?:全域|辖区|为|对|向|给|让|使|有|共有)$"
)
_SUFFIX = re.compile(
    r"(?:占比|比例|比重|[\u4e00-\u9fff]{0,2}率|产值|增加值|总额|投资|收入|支出|面积|数量|总量|总数|户数|人数|里程|覆盖面|余额|规模|产量|销量|[\u4e00-\u9fff]数|件数|项目|[\u4e00-\u9fff]{1,2}量|[\u4e00-\u9fff]{1,2}额|床位数?|平均浓度|浓度|寿命)$"
)
_EACH = re.compile(r"(?<![人户年平日月亩地村场校班])[均都](?:要|应|须|需)?(?=[^衡匀价等热市]|$)|各$")
_ALL_BEFORE = re.compile(r"^(?:[均都]|全部|双双)(?:为|是|比|较|超|突破|达|增长|实现|提高|高于|增|下降|在|保持)")
# What says that a figure is reached or changes, and words of time and degree: no part of what is measured.
_PREDICATE = re.compile(
    r"(?:(?:已(?!建)|同样|同步|调整优化|优化|首次|首度|连年|再次|再度|再|又|率先|大幅度?|双双|逐年|逐步|稳步|进一步|拟按?|一直|始终|明显|显著|快速|较快|平稳|高达|多达|继续|提前|基本|合计|最高|预计可?|可|有望|将|要|各自?|(?:[一二三四五十]|\d+)年(?=平均|每年|年均)|(?:[一二三四五六七八九十]|\d+)年(?:内|来|间)?(?=累计|共)|"
    r"调整到|调整至|调整为|上调|下调|递增|上涨|总增(?!加值)|削减到?|降幅|涨幅(?=扩大|回落)|回落到?|回升到?|缩小到?|扩大|扩展到|拓展到|延长到?|收窄|放宽到|跃升至?|攀升至?|升至|升到|达成|占到|分别|依次|(?<!人)均|都|每人每[年月天日]|每人|每户|提至|提到|减为|变为|增为|降为|升为|累计|共计|总计|合计|共|达到了|达到|达|为|是|有|突破|超过|超出|超|跃上|跨上|迈上|增长到|增长了?|增加到|增加至|增加了?|增至|增速|增幅|提高到|提高至|提高了?|提升到|提升至|提升了?|上升到|上升至?|扩大到|扩大至|发展到|"
    r"下降到|下降至|下降了?|降低到|降低至|降低了?|降至|降到|减少到|减少了?|减至|压减|压降|缩短至|缩短到|压缩至|压缩到|控制在|保持在|稳定在|维持在|保持|稳定|力争|确保|实现|预计|预期|约为|约|近|仅|只|不低于|不少于|不超过|"
    r"年均|每年|同比|比上年|较上年|比去年|较去年|环比|平均|净增|净增加|名义|实际(?=增长)|以|由|从|到|至|在|的|了|左右|以上|最高|最低|均过|过|不变价|可比价|按可比价计算|按可比价格|是上年的|达上年的)\s*)+$"
)
_COMPARED = re.compile(
    r"(?:(?<![占之])比(?![重例率值特亚])|较(?![大高好多])|同比|相比|环比)[^，。；、]{1,14}?(?=(?:增长|增加|提高|提升|上升|下降|降低|减少|多|翻|净增|扩大|压缩)|$)"
)
_OPENING = re.compile(
    r"^(?:[、和及与并且而但也还再又、\s—\-·•（(]|以及|其中|同时|此外|另外|特别是|全年|全面|力争|争取|确保|预计|预期|计划|将|要|到(?![位账期场])|至(?!今)|截至|截止|底|末|前|年底|年末|期间|时期|内|期末|目前|现在|如今|当年|今年|去年|明年|本年|年内|五年来|一年来|五年|"
    r"一季度|二季度|三季度|四季度|上半年|下半年|当前|近年来|同口径|可比口径|实际(?!利用|使用|到|投|完成|直接)|名义|(?:分别)?是(?:上一个五年|[一二三四五六七八九十]年前|上年|去年)(?:同期)?|[①-⑳]|\d{1,2}[、．.](?=\D)|\d年(?:来|间|内|共)?(?=[新累完建])|均为|均|都(?![市江匀安会])|率先|是(?=(?:19|20)\d{2})|为(?=(?:19|20)\d{2})|使(?!用|命)|与(?!会)|把(?!握)|其次|首先|在(?![建校册岗线园营库职读])(?=.{3,})|同比|比上年|年均|平均每年|每年(?!人)|"
    r"(?:19|20)\d{2}\s*年?(?:[-—–~～至到]+\s*(?:19|20)?\d{2}年)?(?:底|末|前|以前|初|度)?|“?[一二三四五六七八九十]{1,2}五”?|我[市省国区县州]|全[市省国区县州域](?!面)|继续|进一步|大力|积极|努力|着力|不断|加快推进|加快|深入推进|深入实施|深入|扎实推进|持续推进|持续|推动|推进|"
    r"坚持|统筹|有序|稳步|基本(?=[实完建形消满])|圆满|成功|顺利|已|共|累计|先后|主要|目标|第[一二三](?!产|次|批|轮)|一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)])+"
)
_ACTS = (
    "新建成|新建|建成|建设|改建|扩建|改扩建|改造|提质改造|新增|增加|完成|实施|引进|引育|培育|打造|创建|打通|修复|治理|整治|种植|栽植|植树|造林|铺设|敷设|开工|启动|推进|投入|投资|安排|筹集|争取|发放|惠及|帮助|培训|选派|"
    "招引|签约|落户|设立|组建|开展|举办|开通|新开|盘活|淘汰|关停|关闭|拆除|搬迁|安置|分配|认定|新认定|扶持|孵化|布局|发展|减免|减税|化解|处置|清理|查处|受理|办结|办理|压缩|提供|救助|资助|配备|配置|添置|更新|购置|"
    "支持|抓好|建好|修好|办好|联系|服务|覆盖|走访|慰问|选聘|派出|接待|保障|辐射|涉及|包括|修缮|维修|翻建|搭建|部署|评定|授予|奖励|补助|补贴|征集|检查|排查|巡查|解决|减少|推出|遴选|选派|选树|聚焦|深耕|做强|办好|建有|建设有|办|开设|评选|推广|扩大|表彰|接种|转移|流转|开发|供应|收储|兑现|落实|实现|吸纳|吸引|集聚|聚集|组织|建立|获批|获得|获|入选|新设|增设|增开|装配|安装|推广|拥有|现有|共有|形成|带动|节约|退出|化解|出台|承接|执行|取消|下放|发行|上市|通过|达成|运营"
)
_ACT_END = re.compile(rf"(?:{_ACTS})(?:了|成|起)?$")
_ACT = re.compile(_ACTS)
_LEADING_ACT = re.compile(rf"^(?:{_ACTS})+")
_THING = re.compile(
    r"^(?:的)?(?:小\d型|\d+户以上|[^，。；：、,;:（）()\d]{0,8}\d[\d.]*[万亿千百]*[元吨人亩]*(?:以上|以下|左右|及以上)?的|\d+千伏|\d(?=A|星))?"
    r"(?P<thing>(?:(?:世界|全国|中国|民营|行业)?\d{2,3}强)?(?:“[^”]{1,14}”)?[^，。；：、,;:（）()“”\d]{0,24})"
)
_THING_END = re.compile(
    r"(?:和|及|与|并|以及|，|分别|取消|提供|通过|跻身|上市|挂牌|购买|接受|享受|参加|参与|开展|纳入|进入|超过|旧貌|全面|落实|问题|建成|投产|开工|竣工|投入|获|(?<!发)达|落地|入驻|实现|得到|完成|全部|正式|成功|通车|受益|均|建设(?=.)|组成|构成|荣登|荣获|当选|有序|初具|成为|辛勤|实施|加快|顺利|基本|陆续|相继|集中|逐步|加速|如期|按期|启动|列入|被|运行|进展|出列|脱贫|摘帽|移交|达标|复工|投用|运转|使用|受益|建立|创建|参与|完善|免费|率先|已|正在|快速|增加|提升|改造(?=.)|入围|入库|签约|到位|占|[以用]于|上线|开通|入选|，|升级为|。).*$"
)
_FROM_YEAR = re.compile(
    r"[将已]?(?:由|从|自)(?:(?:19|20)\d{2}年)?(?:底|末|初|现在?|上年|去年|原来|目前|过去)?的?$|扣除(?:价格|物价)(?:上涨)?因素(?:影响)?后?"
)
_SECTORS = re.compile(r"(?:第?一(?:次)?(?:产业)?[、和])?第?二(?:次)?(?:产业)?[、和]第?三(?:次)?产业")
_EMPTY = frozenset("让对按即资占有为向给使把将与用在共超过提减变中这人增降升又再达")
_CHANGES = re.compile(
    r"增|减|提高|提升|下降|降|压|扩大到|上升|升|调整|缩|翻|回落|回升|至|到|达|占|左右|以上|以下|以内|同比|比上|分别|目标|任务$|大关|左|多|余|和|及|与"
)
_PARTIAL = re.compile(
    r"新增|净增|完成|竣工|投用|在建|覆盖|总数|总量|总额|数量|总面积|总里程|面积|余额|占比|比重|比例|实际完成|实际到位|实到|到位|总数量|总规模|人均"
)
_SHARE = re.compile(r"占(?!地|用|领)(?=.{2})|完成(?:目标|计划|预算|年度)|相当于|为预算")
_VERB_BEFORE = re.compile(r"(?:实现|共有|现有|有|涉及|惠及|覆盖|包括|带动|辐射|为|对|向|给|让|使|将|把|用|动员|组织)$")
_SIDE = re.compile(r"(?:市区)?(?:城镇|城市|农村)(?=常?住?居民|居民|低保|常住|$)")
_URBAN_RURAL = re.compile(r"城乡(?=[居常低])")
_INDICATOR = re.compile(
    r"(?:总值|收入|外资|内资|资金|贷款|存款|面积|人数|人次|增加值|投资|总额|[率额值量]|利润|支出|税收|消费|GDP|出口|进口|进出口|贸易|总产|规模|收支)$"
)
_MEASURE = re.compile(r"(?:总值|收入|增加值|投资|总额|[率额量]|利润|支出|税收)$")
_BEHIND = re.compile(r"的?(?P<words>[\u4e00-\u9fff“”]{2,16})(?<!的)")
_REALISED = re.compile(r"^.{4,}(?:要|将|力争|确保)实现(?=.{3,}$)")
_IS_MET = re.compile(r"(?:实际)?(?:完成|实现|预计|执行)$")
_OUTCOME = re.compile(r"^(?:实现|完成)(?=[\u4e00-\u9fff]{2})")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、．.]+\s*")
_GENERIC = re.compile(
    r"回顾|工作|目标|措施|任务|安排|要求|思路|建议|各位代表|形势|部署|情况|成就|[，。；]|——|^第.{1,3}[章篇节条]|专栏|附件|报告"
)
_INSIDE = re.compile(r"[（(][^）)]*[）)]")
_NO_THING = frozenset({"%", "百分点", "番", "比", "倍", "元", "美元", "分之", "成", "‰", "年"})
_MOST_BEFORE = 4
_SHORT_WORDS = 4
_SHORT_ACT = 8
_SHORT_LIST = 16
_SHORTEST = 2
_PAIR = 2
_REPEATED = 3
_NEAR = 9
_LONGEST = 40
_SAYS_NOTHING = frozenset({"实现", "共有", "现有"})


def subjects_of(sentence: str, values: Sequence[Value], heading: str = "", earlier: str = "") -> list[str]:
    """Return the subject of each value; of several that share one value they stand joined by "、" (see `shared`).

    `heading` and `earlier`, the last subject of the sentence before, are used where the sentence itself names none.
    """
    found: list[str] = []
    for place, value in enumerate(values):
        left = _left(sentence, values, place)
        row = _of_all_before(left, found) or _of_row(sentence, values, place, found)
        found.append(
            row
            or _single(sentence, values, place, left, found)
            or _named_before(sentence, value)
            or _said_of(sentence, value)
            or _named_above(heading)
            or earlier
        )
    return [_tidy(subject) for subject in found]


def _of_all_before(left: str, found: Sequence[str]) -> str:
    """Return the subjects before joined, where a clause speaks of all of them ("均为2010年的1.6倍")."""
    if not found or not _ALL_BEFORE.match(left.strip()) or _strip(left):
        return ""
    return "、".join(list(dict.fromkeys(one for one in found if "、" not in one))[-_MOST_BEFORE:])


def _said_of(sentence: str, value: Value) -> str:
    """Return the words behind a figure, with what is said of them ("90%的街道建立服务中心")."""
    match = _BEHIND.match(sentence, value.end)
    return match["words"] if match else ""


def _named_above(heading: str) -> str:
    """Return what a heading names, "" where it names no more than a part of the document."""
    name = _NUMBERED.sub("", heading)
    return "" if _GENERIC.search(name) or len(name) > _SHORT_LIST else name


def shared(subject: str, sentence: str, value: Value) -> list[str]:
    """Return the single subjects where each of them reaches the value: "A、B均达到x", "A率和B率提高x%"."""
    before = sentence[: value.start]
    clause = _BREAK.split(before)[-1]
    if "、" not in subject and "和" not in subject:
        return [subject]
    parts = [part for part in _LIST.split(subject) if len(part.strip()) >= _SHORTEST]
    measured = value.unit in ("%", "百分点") and all(_MEASURE.search(part) for part in parts)
    return parts if len(parts) >= _PAIR and (measured or _EACH.search(clause)) else [subject]


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


def row_of(sentence: str, values: Sequence[Value], place: int) -> tuple[int, int]:
    """Return the places of the first and last value of the row that a value stands in, its own where it stands alone."""
    first = last = place
    while first and _joins(sentence, values[first - 1], values[first]):
        first -= 1
    while last + 1 < len(values) and _joins(sentence, values[last], values[last + 1]):
        last += 1
    return first, last


def is_base(sentence: str, value: Value, following: Sequence[Value]) -> bool:
    """Tell whether a figure is what a change starts from ("由31%提高到45%")."""
    clause = _BREAK.split(sentence[: value.start])[-1]
    if not following or not _FROM.search(clause):
        return False
    return bool(_TO.match(sentence[value.end : following[0].start]))


def _of_row(sentence: str, values: Sequence[Value], place: int, found: Sequence[str]) -> str | None:
    """Return the name at the place of a value in "A、B分别达x、y", None where there is no such row."""
    first, last = row_of(sentence, values, place)
    count = last - first + 1
    if count < 2:
        return None
    head = sentence[: values[first].start]
    distributes = "分别" in head[-14:] or "依次" in head[-14:]
    clauses = _BREAK.split(head)
    own = clauses[-1]
    names = _names(own)
    if len(names) != count and distributes and len(clauses) > 1:
        if not _words(own):
            names = _names(clauses[-2])
        elif len(names) == 1:
            names = _each_with(names[0], clauses[-2]) or names
    if len(names) == count:
        return names[place - first]
    if count == _PAIR and len(names) == 1 and _URBAN_RURAL.search(names[0]):
        return _URBAN_RURAL.sub("城镇" if place == first else "农村", names[0])
    if first >= count and not _words(own):
        before = row_of(sentence, values, first - 1)
        if distributes or before == (first - count, first - 1):
            return found[first - count + (place - first)]
    if len(names) > 1 and not distributes:
        return None
    return found[first] if place > first and len(found) > first else None


def _each_with(measure: str, clause: str) -> list[str]:
    """Return the members of a list with the measure that the next clause names for all of them.

    "县城、建制镇污水处理设施全覆盖，污水处理率分别达到90%、70%": the measure begins as what the list ends with.
    """
    parts = [part.strip() for part in _LIST.split(_strip(clause)) if part.strip()]
    begins = measure[:_REPEATED]
    if len(parts) < _PAIR or begins not in parts[-1]:
        return []
    parts[-1] = parts[-1][: parts[-1].index(begins)]
    return [f"{part}{measure}" for part in parts]


def _joins(sentence: str, one: Value, two: Value) -> bool:
    """Tell whether two values stand in a row of the like: same unit, and nothing between but what joins them."""
    if _JOIN.fullmatch(sentence, one.end, two.start) is None and not (one.unit == "%" and one.end == two.start):
        return False
    if one.unit == two.unit:
        return True
    clause = _BREAK.split(sentence[: one.start])[-1]
    return _JOIN_ALONE.fullmatch(sentence, one.end, two.start) is not None and ("分别" in clause or "依次" in clause)


def _each_sector(match: re.Match[str]) -> str:
    return "、".join(f"第{number}产业" for number in "一二三" if number in match.group())


def _names(clause: str) -> list[str]:
    """Return the names of a list at the end of a clause, with what the last of them is measured by."""
    text = _strip(_SECTORS.sub(_each_sector, clause.split("分别")[0] if "分别" in clause else clause))
    parts = [part.strip() for part in _LIST.split(text) if part.strip()]
    if len(parts) < 2:
        return [_strip_front(text)] if text else []
    names = [_strip_front(part) for part in parts]
    side = _SIDE.match(names[-1])
    if side and _SIDE.fullmatch(names[0]) and len(names) == _PAIR:
        # "城镇和农村居民人均可支配收入"
        return [f"{names[0]}{names[1][side.end() :]}", names[1]]
    measured = [name for name in names[:-1] if _SUFFIX.search(name)]
    if measured:
        # "A增加值、B增加值在GDP中的比重"
        ends = names[0][-_REPEATED:]
        more = names[-1].partition(ends)[2] if len(names[0]) > _REPEATED else ""
        return [*(name + more for name in names[:-1]), names[-1]] if more and _SUFFIX.search(more) else names
    alike = names[-1].find(names[0][-1:], 0, _NEAR) if names[0] else -1
    rest = names[-1][alike + 1 :]
    if alike > 0 and len(rest) >= _SHORTEST:
        # "湖区、山区饮水覆盖率": the last is a name of the same sort with what all are measured by.
        return [*(name + rest for name in names[:-1]), names[-1]]
    suffix = _SUFFIX.search(names[-1])
    if suffix:
        # "工业、服务业增加值": what the last is measured by holds for all.
        names[:-1] = [name + suffix.group() for name in names[:-1]]
    return names


def _single(sentence: str, values: Sequence[Value], place: int, left: str, found: Sequence[str]) -> str:
    """Return the subject out of the words before a figure, or the thing that is counted behind it."""
    value = values[place]
    words = _strip(left)
    words = "" if words in _EMPTY else words
    attributive = left.rstrip().endswith("的")
    after = sentence[value.end : values[place + 1].start if place + 1 < len(values) else len(sentence)]
    gains = _thing(after) if value.unit in _NO_THING and _ACT_END.search(words or left.rstrip()) else ""
    if gains and _INDICATOR.search(gains):
        # "形成4200亿元销售额"
        return gains
    thing = _thing(after) if value.unit not in _NO_THING or (value.unit == "元" and not words) else ""
    if thing and _VERB_BEFORE.search(left.rstrip()) and not _ACT_END.search(words) and value.unit not in _NO_THING:
        act = _VERB_BEFORE.search(left.rstrip())
        return f"{act.group()}{thing}" if act and len(act.group()) > 1 and act.group() not in _SAYS_NOTHING else thing
    if found and words and ((_PARTIAL.fullmatch(words) and not thing) or _SHARE.match(words)):
        # "占财政支出的60%", "总数达到359家": the words before say of what.
        return found[place - 1] if found[place - 1].endswith(words) else f"{found[place - 1]}{words}"
    if thing and words and len(words) <= _SHORT_WORDS and not _PLACE.search(words) and value.unit not in _NO_THING:
        return f"{words}{thing}"
    repeats = place and value.unit == values[place - 1].unit and value.unit not in _NO_THING
    if repeats and words and not thing and _ACT.fullmatch(words):
        # "新建学校20所、改扩建30所": the second has the object of the first.
        return f"{words}{_LEADING_ACT.sub('', found[place - 1])}"
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
    # "10个管理规范的社区": what is counted closes the phrase.
    thing = thing.rpartition("的")[2] or thing
    return thing if len(thing) >= _SHORTEST and not _CHANGES.match(thing) else ""


def _named_before(sentence: str, value: Value) -> str:
    """Return the words of the nearest clause before that say something."""
    for clause in reversed(_BREAK.split(sentence[: value.start])):
        words = _strip(clause)
        if len(words) >= _SHORTEST:
            return words
    return ""


def _words(clause: str) -> str:
    return _strip(clause)


@lru_cache(maxsize=4096)
def _strip(text: str) -> str:
    """Take from a clause the words of time, degree and change around what is measured."""
    text = _INSIDE.sub("", text)
    before = None
    while before != text:
        before = text
        text = _PREDICATE.sub("", _OPENING.sub("", text))
        cut = _COMPARED.search(text)
        if cut and cut.end() == len(text):
            text = text[: cut.start()]
    return _strip_front(text)


def _strip_front(text: str) -> str:
    return _balanced(_OPENING.sub("", _FROM_YEAR.sub("", text)).strip(" 、，,的（）()—"))


def _balanced(text: str) -> str:
    """Take the quotation marks off that have no partner."""
    if text.count("“") == text.count("”") and not text.startswith("”"):
        return text
    return text.replace("“", "").replace("”", "")


def _tidy(subject: str) -> str:
    subject = _balanced(subject.strip(' 、，,：:；;—-"'))
    if _INDICATOR.search(subject):
        subject = _OUTCOME.sub("", subject)
        subject = _REALISED.sub("", subject)
    done = _IS_MET.sub("", subject)
    if done != subject and _INDICATOR.search(done):
        subject = done
    if len(subject) <= _LONGEST:
        return subject
    # The last act with its object says enough.
    acts = [match.start() for match in _ACT.finditer(subject)]
    near = [start for start in acts if len(subject) - start <= _LONGEST]
    return subject[near[0] :] if near else subject[-_LONGEST:]
