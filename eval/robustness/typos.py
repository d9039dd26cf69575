"""One wrong character in a question: one that sounds the same, or one that looks alike."""

import random
from collections import defaultdict
from functools import cache

from assistant.syllables import readings
from eval.cases import Case
from eval.robustness.spans import is_free, kept_spans
from vectorstore.embed import bundled
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import tagged

# As many of the commonest words as people meet every day; rarer characters are no slips.
_COMMON_WORDS = 20_000
_CHOICES = 3
# Characters that differ by a stroke or a part, in groups.
_ALIKE = """
己已巳 未末 土士 干千于 日曰目 大太犬 天夫 人入八 力刀 贝见 今令 免兔 乌鸟 辛幸 折拆析 拔拨 徒陡
微徽 侯候 茶荼 戴载裁 暮幕墓慕募 辩辨辫 赢嬴 即既 活话 防妨仿访 纺坊 清请情晴 精睛 楼搂 铁轶 钢纲
投设役 收改 根粮很 住往 任仕 住佳 休体 村材 林淋 治冶 洽恰 治始 历厉 厂广 厅斤 斥斤 农衣 园圆 围困
因团 同问间 闻闹 处外 务条 备各 名多 客容 实买 卖读 续绩 绿缘 录绿 保堡 何河荷 何可 科料 种钟 和知
创仓 抢枪 抡轮 论伦 规现 视观 标栋 杆秆 植值 直真 具县 且旦 亘宜 宣宜 官宫 管菅 部都 郊效 效校
较狡 率卒 密蜜 度席 座庄 床麻 耕耘 耗耙 达送 还坏 环怀 进近 远运 迷述 造告 遣遗 道导 通诵 推准
淮准 难滩 摊滩 域城 诚成 盛感 或域 建健 键健 廷延 比此 北比 化仁 华毕 毕比 货贷 贫贪 质贡 责贵
员圆 损捐 提堤 题提 是足 老考 孝考 者著 暑署 都堵 万方 方芳 施拖 旅族 放故 政攻 教数 散敬 警惊
效郊 学字 孚浮 乳乱 医匠 区匹 巨臣 卧臣 坚竖 监盐 蓝篮 盘盒
"""


@cache
def _same_sound() -> dict[str, tuple[str, ...]]:
    """Map each common character to the common ones that sound the same, the commonest first."""
    common = dict.fromkeys(char for word in bundled().vocabulary()[:_COMMON_WORDS] for char in word if _is_han(char))
    by_sound: dict[str, list[str]] = defaultdict(list)
    for char in common:
        if readings(char):
            by_sound[readings(char)[0]].append(char)
    return {char: tuple(o for o in alike if o != char) for alike in by_sound.values() for char in alike}


@cache
def _same_shape() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for group in _ALIKE.split():
        for char in group:
            found[char] += [other for other in group if other != char]
    return {char: tuple(dict.fromkeys(others)) for char, others in found.items()}


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def same_sound(case: Case) -> Case | None:
    """Put a character of the same sound and tone in place of one, as a slip of an input method does."""
    return _with_slip(case, _same_sound())


def same_shape(case: Case) -> Case | None:
    """Put a character that looks alike in place of one, as a slip of the eye or of a scan does."""
    return _with_slip(case, _same_shape())


def _with_slip(case: Case, alike: dict[str, tuple[str, ...]]) -> Case | None:
    """Change one character of a word that says something, chosen by the id of the case; None where none can be."""
    question = case.question
    kept = kept_spans(question)
    places = [
        place
        for word in tagged(question)
        if len(word.text) > 1 and not is_empty_word(word.text) and not word.kind.startswith(("nr", "ns", "nt"))
        for place in range(word.start, word.start + len(word.text))
        if question[place] in alike and alike[question[place]] and is_free(place, place + 1, kept)
    ]
    if not places:
        return None
    draw = random.Random(case.id)
    place = draw.choice(places)
    wrong = draw.choice(alike[question[place]][:_CHOICES])
    return case.model_copy(update={"question": question[:place] + wrong + question[place + 1 :]})
