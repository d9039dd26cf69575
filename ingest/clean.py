"""Clean a line of text character by character without losing any of its words."""

import re
import unicodedata

# Unicode gives the supplement radicals no decomposition; pairs of a radical and the character it is printed for.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民"
    "⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹"
    "⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)


def _ordinary() -> dict[int, str]:
    table = {ord(radical): plain for radical, plain in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
    kangxi = ((code, unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6))
    # Compatibility ideographs are canonically the same characters under a second number, which no search finds.
    twins = ((code, unicodedata.normalize("NFC", chr(code))) for code in range(0xF900, 0xFB00))
    table.update(kangxi)
    table.update((code, plain) for code, plain in twins if plain != chr(code))
    return table


_ORDINARY = _ordinary()
_DEBRIS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ue000-\uf8ff\ud800-\udfff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPACES = re.compile(r"\s+")
_CJK = (
    "\u2e80-\u2fff\u3001-\u30ff\u3105-\u312f\u3190-\u319f\u31c0-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_INSIDE_MARKS = re.compile(r"(?<=[“‘(\[]) | (?=[”’)\],;:!?%‰])| (?=\.(?:\s|$))")
# Quotation marks and dashes are shared with Latin text, where the space outside them belongs to the words.
_OUTSIDE_MARKS = re.compile(
    rf"(?<=[”’—…·℃%‰]) (?![A-Za-z(])|(?<![A-Za-z,;:.)]) (?=[“‘—…·℃])|(?<=[,;:.)]) (?=[“‘][{_CJK}])"
    rf"|(?<=[{_CJK}][”’),;:.!?]) |(?<=[{_CJK}][”’)][,;:.!?]) |(?<=%[,;]) (?=\d)"
)
_RANGES = re.compile(r"(?<=\d) ?([-~–]) ?(?=\d)")


def clean_line(text: str) -> str:
    """Return the text as one line with ordinary characters, without invisible ones and without needless spaces.

    Spaces beside Chinese characters and punctuation go, one stays between Latin words and numbers. All else stays as
    printed: full-width punctuation, Ⅲ and ① are not normalised.
    """
    text = _DEBRIS.sub("", text.translate(_ORDINARY))
    text = _SPACES.sub(" ", text).strip()
    if " " not in text:
        return text
    for pattern in (_BESIDE_CJK, _INSIDE_MARKS, _OUTSIDE_MARKS):
        text = pattern.sub("", text)
    return _RANGES.sub(r"\1", text)
