"""Know the provinces and prefecture-level divisions of China by full and short name."""

import re
from functools import cache
from importlib.resources import files

_SUFFIX = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\u4e00-\u9fff]*族)+自治州|省|市|盟|地区)$")
_NATIONAL = "全国"
# Short names that are also everyday words or parts of other names; they count only with their suffix.
_AMBIGUOUS = frozenset(["吉林", "海南", "朝阳", "山南", "中山", "东方", "黄山", "白山", "黑河", "红河", "海东", "资阳"])


def short_name(region: str) -> str:
    """Return the everyday short form ("衡阳市" -> "衡阳", "广西壮族自治区" -> "广西")."""
    short = _SUFFIX.sub("", region)
    return short if len(short) >= 2 else region


@cache
def _table() -> dict[str, str | None]:
    """Map every full name to its province (None for a province itself)."""
    table: dict[str, str | None] = {}
    for line in files("ingest").joinpath("regions.txt").read_text(encoding="utf-8").splitlines():
        province, *divisions = line.split()
        table[province] = None
        table.update(dict.fromkeys(divisions, province))
    return table


@cache
def _finder() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for full in _table():
        names.setdefault(short_name(full), full)
    for full in _table():
        names[full] = full
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), names


def is_province(region: str) -> bool:
    """Tell a province-level division from a lower one."""
    return region in _table() and _table()[region] is None


def province_of(region: str) -> str | None:
    """Return the province of a prefecture-level division, None for provinces and unknown names."""
    return _table().get(region)


def find_regions(text: str) -> list[str]:
    """Return the full names of the regions named in `text`, in order of appearance, each once.

    Ambiguous short names (吉林, 海南, 中山…) give the province or nothing unless their suffix is printed.
    """
    pattern, names = _finder()
    found: list[str] = []
    for match in pattern.finditer(text):
        name = match.group()
        if name in _AMBIGUOUS:
            full = f"{name}省"
            if full not in _table():
                continue
        else:
            full = names[name]
        if full not in found:
            found.append(full)
    return found
