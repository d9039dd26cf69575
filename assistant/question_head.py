"""Find the words a question opens with that say of which plan, place and time it asks."""

import re

from ingest.regions import find_regions, short_name

TIME = r"(?:(?:19|20)\d{2}年?|[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?)(?:规划|时期)?(?:[期之]?[底末])?"
PLAN = re.compile(
    r"[^，,、]{0,30}?(?:规划纲要|规划|纲要|方案|计划(?!生育)|报告解读|工作报告|解读|意见)(?:里面?|中|上)?[的，,：:]*"
)
_WHEN = re.compile(rf"[的，,：:\s]*(?:(?:到|至|截至)?{TIME}(?:期间)?|全[市省县]|[市省](?=[的，,]))[的，,：:\s]*")


def head_end(text: str) -> int:
    """Return where the plan, place and time that a text opens with end."""
    plan = PLAN.match(text)
    end = plan.end() if plan else 0
    while end < len(text):
        rest = text[end:]
        place = next((name for name in _names_of_places(rest) if rest.startswith(name)), "")
        when = _WHEN.match(rest)
        if place:
            end += len(place)
            end += len(text[end:]) - len(text[end:].lstrip("市省的，,"))
        elif when and when.end():
            end += when.end()
        else:
            break
    return end


def _names_of_places(text: str) -> list[str]:
    return [name for region in find_regions(text) for name in (region, short_name(region))]
