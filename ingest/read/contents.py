"""Find the contents list of a document, whose lines stand again in the body."""

import re
from collections.abc import Sequence

_TITLE = re.compile(
    r"^[\[【〔(（]?\s*(?:目\s*[录錄次]|contents|table of contents)\s*[\]】〕)）]?[:：]?$", re.IGNORECASE
)
_LEADER = re.compile(r"\s*(?:(?:[.．·•‥・。_-]\s*){3,}|(?:[…⋯]\s*)+)[(（]?\s*(?:\d{1,4}|[IVXivx]{1,5})?\s*[)）]?\s*$")
_PAGE = re.compile(r"\s*[-—–(（]*\s*\d{1,4}\s*[-—–)）]*\s*$")
_LOOK_AHEAD = 3
_FEWEST = 3
_LONGEST = 80


def plain(text: str) -> str:
    """Return the text without spaces, for comparing lines."""
    return re.sub(r"\s+", "", text)


def entry_title(line: str) -> str:
    """Return a contents line without its leader and page number."""
    shorter = _LEADER.sub("", line)
    return shorter if shorter != line else _PAGE.sub("", line) or line


def has_leader(line: str) -> bool:
    """Say whether a line ends in a dotted leader with a page number."""
    match = _LEADER.search(line)
    return match is not None and match.start() > 0 and line.rstrip(" )）")[-1:].isdigit()


def contents_lines(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the lines that make up contents lists, their titles included.

    A list begins at its title and goes on as long as its lines stand again further down. Lines with dotted leaders
    are taken out wherever several of them follow each other.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index not in found and _TITLE.match(line.strip()):
            found |= _list_after(lines, index)
    leaders = [index for index, line in enumerate(lines) if has_leader(line)]
    if len(leaders) >= _FEWEST:
        found.update(leaders)
    return found


def _list_after(lines: Sequence[str], title: int) -> set[int]:
    texts = [plain(line) for line in lines]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    rest = "".join(texts)
    entries: list[int] = []
    listed: set[str] = set()
    index = title + 1
    while index < len(lines) and index - (entries[-1] if entries else title) <= _LOOK_AHEAD:
        entry = plain(entry_title(lines[index]))
        if entry in listed:
            # The first listed title met again is the beginning of the body.
            break
        if _stands_again(lines[index], rest, starts[index + 1]):
            entries.append(index)
            listed.add(entry)
        index += 1
    if len(entries) < _FEWEST:
        return set()
    return set(range(title, entries[-1] + 1))


def _stands_again(line: str, rest: str, after: int) -> bool:
    if has_leader(line):
        return True
    text = plain(line)
    if not text or len(text) > _LONGEST or text[-1] in "。；;":
        return False
    shorter = plain(entry_title(line))
    return rest.find(text, after) >= 0 or (len(shorter) >= 2 and rest.find(shorter, after) >= 0)
