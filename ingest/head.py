"""What stands above the text of a document: its title lines, the session it was given at, who gave it."""

import re
from dataclasses import dataclass

from ingest.blocks import Reading
from ingest.period import Day, find_day
from ingest.regions import find_counties, find_regions

_MOST = 14
_LONGEST = 90
_SALUTATION = re.compile(r"^(?:各位|同志们|尊敬的)[^，。]{0,12}[:：！!，,]?|^[现我].{0,8}代表")
_NUMERAL = r"[一二三四五六七八九十\d]{1,3}"
_SESSION = re.compile(rf"第?{_NUMERAL}届(全国)?(?:人民代表大会|人大)|全国人民代表大会")
_SPEAKER = re.compile(r"(国务院)(?:副?总理|国务委员)|(?:人民政府|省长|市长|州长|盟长|县长|区长|专员|自治区主席)")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the text, and what they say about a session of a people's congress.

    `lines` are the short opening lines in order, titles among them. `region` is the region whose congress heard the
    document (全国 for the National People's Congress), `delivered` the day on which it did.
    """

    lines: tuple[str, ...]
    region: str | None = None
    delivered: Day | None = None


def read_head(reading: Reading) -> Head:
    """Return the lines before the first sentence or salutation, and the session they name."""
    lines: list[str] = []
    for block in reading.blocks[:_MOST]:
        if _SALUTATION.match(block.text) or (block.kind == "paragraph" and _is_sentence(block.text)):
            break
        if len(block.text) <= _LONGEST:
            lines.append(block.text)
    region, delivered = _session(lines)
    return Head(tuple(lines), region, delivered)


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGEST or bool(re.search(r"[。；]", text))


def _session(lines: list[str]) -> tuple[str | None, Day | None]:
    """Read the session line, which scans and web pages break over several lines."""
    region: str | None = None
    delivered: Day | None = None
    # Only the first lines: further down stand the headings of the text.
    for index in range(min(len(lines), 8)):
        joined = "".join(lines[index : index + 3])
        match = _SESSION.search(joined)
        if match and match.start() < len(lines[index]) + 8:
            national = "全国人民代表大会" in match.group() or match.group(1)
            region = "全国" if national else _lowest(joined[: match.end()])
            delivered = find_day("".join(lines[index : index + 2])) or _day_nearby(lines, index)
            break
    if region is None:
        for line in lines[:8]:
            match = _SPEAKER.search(line)
            if match and len(line) <= 40:
                region = "全国" if match.group(1) else _lowest(line)
                if region:
                    break
    return region, delivered or _day_nearby(lines, 0)


def _day_nearby(lines: list[str], index: int) -> Day | None:
    return next((day for line in lines[index : index + 4] if len(line) <= 60 and (day := find_day(line))), None)


def _lowest(text: str) -> str | None:
    """Return the innermost of the regions printed one after the other ("江苏省南京市", "长沙市岳麓区")."""
    counties = find_counties(text.rpartition("在")[2])
    regions = counties or find_regions(text)
    return regions[-1] if regions else None
