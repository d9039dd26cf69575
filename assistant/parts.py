"""Split a question for several figures of one kind into questions for one each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.indicators import indicator_of
from assistant.planned_and_done import planned_and_done
from assistant.question_head import PLAN, TIME, head_end
from assistant.statements import LONGEST_ANSWER, Extraction, Statement
from assistant.two_times import Part, moments_of
from ingest.regions import find_regions
from ingest.sentences import Span

_EACH = re.compile(
    r"各(?:自|是|为|要|有|达到?|占|要达到|应达到)*(?:多少|百分之几|几)|分别(?:是|为|要|有|达到?|占|要达到|应达到)*(?:多少|百分之几|几)|"
    r"(?:哪一?个|谁|孰)(?:的?(?:目标|比例|占比|数值))?(?:更|比较|要)?(?:[高低多少大小快慢]|[涨增降][得长]?[更比较]*[快慢多少高大])|"
    r"(?:要求|标准)?有(?:何|什么|啥)(?:不同|差别|区别|差异)"
)
_FROM_TO = re.compile(
    rf"从(?P<one>{TIME})[到至](?P<two>{TIME})(?P<rest>[^，。？?]*?)[从由]多少[^，。？?]{{0,6}}?[到至为]多少"
)
_ENCLOSED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|[（(][^（）()]*[）)]")
_JOINS = (re.compile(r"[与和跟]"), re.compile(r"、"), re.compile(r"及"))
_NAME_ENDS = re.compile(r"两[个者项种]|二者|的|[，,。；;？?：:]|到?(?:19|20)\d{2}年?")
_PAIR = re.compile(r"^(?:这?两[个者项种]|二者)")
_GROWS = re.compile(r"[涨增降]")
_LEAST = 2


def parts_of(question: str) -> tuple[Part, ...]:
    """Return the single questions of a question for two things or two times, () for one that asks for one thing."""
    both = planned_and_done(question)
    if both:
        return both
    moved = _FROM_TO.search(question)
    if moved:
        before, rest = question[: moved.start()].rstrip("，,的"), moved["rest"].rstrip("要将会应需")
        one, two = moved["one"], moved["two"]
        return (Part(one, f"{before}{rest}{one}是多少？"), Part(two, f"{before}{rest}到{two}要达到多少？"))
    asks = _EACH.search(question)
    if asks is None:
        return moments_of(question)
    body = question[: asks.start()]
    left, right = _sides(body)
    return _two(left, right, question) if left and right else ()


def _sides(body: str) -> tuple[str, str]:
    """Cut a text at the one word that joins two things, ("", "") where there is none or there are several."""
    masked = _ENCLOSED.sub(lambda match: "□" * len(match.group()), body)
    for join in _JOINS:
        found = list(join.finditer(masked))
        if len(found) == 1:
            return body[: found[0].start()], body[found[0].end() :]
        if found:
            break
    return "", ""


def _two(left: str, right: str, question: str) -> tuple[Part, ...]:
    start = head_end(left)
    head, one = left[:start], left[start:]
    own = head_end(right)
    if own:
        # A plan or year of its own makes the second half a question by itself, where it names a figure.
        return _own_questions(left, right) if PLAN.match(right) else ()
    two, rest = _named(one, right)
    if len(one) < _LEAST or len(two) < _LEAST or find_regions(one) or find_regions(two):
        return ()
    rest = _PAIR.sub("", rest)
    rest = re.split(r"[，,。？?；;]", rest, maxsplit=1)[0]
    verb = "增长" if not rest and _GROWS.search(question) and not indicator_of(one) else "是"
    return tuple(Part(name, f"{head}{name}{rest}{verb}多少？") for name in (one, two))


def _own_questions(left: str, right: str) -> tuple[Part, ...]:
    if not (indicator_of(left) and indicator_of(right)) or not PLAN.match(left):
        return ()
    regions = find_regions(left)
    place = regions[0] if regions and not find_regions(right) else ""
    return (Part(left, f"{left}是多少？"), Part(right, f"{place}{right}是多少？"))


def _named(one: str, right: str) -> tuple[str, str]:
    """Cut what follows the joining word into the name of the second thing and what is asked of both.

    Things set side by side mostly end in the same words ("新城区和老城区的……").
    """
    stop = _NAME_ENDS.search(right)
    name = right[: stop.start()] if stop else right
    for length in range(min(len(one), len(name)), 0, -1):
        end = name.rfind(one[-length:])
        if end > 0:
            return name[: end + length], right[end + length :]
    return name, right[len(name) :]


def in_one_sentence(names: Sequence[str], found: Sequence[Extraction]) -> Extraction | None:
    """Return the answer that names all the things asked for in one sentence, or that their sentences were cut from."""
    for extraction in found:
        for statement in extraction.statements:
            if all(name in statement.text for name in names):
                return replace(extraction, statements=(statement,))
    if not all(extraction.statements for extraction in found):
        return None
    joined = _together([extraction.statements[0] for extraction in found])
    return replace(found[0], statements=(joined,)) if joined else None


def _together(found: Sequence[Statement]) -> Statement | None:
    """Return the one sentence that several statements were cut from, None where they are of several."""
    first = found[0]
    if any(one.passage != first.passage for one in found):
        return None
    start, end = min(one.quote.start for one in found), max(one.quote.end for one in found)
    text = first.passage.text[start:end]
    if len(text) > LONGEST_ANSWER or re.search(r"[。\n]", text.rstrip("。\n")):
        return None
    return Statement(text.strip(), first.retrieved, Span(start, end), first.key)
