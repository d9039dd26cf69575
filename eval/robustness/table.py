"""What rules did to a set of cases, as a table, as data, and case by case."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from eval.intervals import Interval
from eval.messages import Bilingual
from eval.robustness.run import INJECTED, REMOVED, Outcome

_NAMES = {
    "typo_sound": ("同音错字", "a character of the same sound"),
    "typo_shape": ("形近错字", "a character that looks alike"),
    "paraphrase": ("换一种说法", "other wording"),
    "full_width": ("全角字符", "full width"),
    "half_width": ("半角字符", "half width"),
    "numerals": ("数字写成汉字", "numbers in words"),
    "noise_0.2": ("干扰文件占两成", "20 % distractors"),
    "noise_0.4": ("干扰文件占四成", "40 % distractors"),
    "noise_0.6": ("干扰文件占六成", "60 % distractors"),
    "noise_0.8": ("干扰文件占八成", "80 % distractors"),
    INJECTED: ("文件中夹带指令", "orders in the documents"),
    REMOVED: ("拿掉依据文件（应当拒答）", "evidence taken away (must be refused)"),
}


def name_of(rule: str) -> Bilingual:
    """Return what a rule is called."""
    return Bilingual(*_NAMES[rule])


def markdown(outcomes: Sequence[Outcome]) -> str:
    """Return a table with a line for each rule, the Chinese name first."""
    head = "| 规则 rule | n | 原题 plain | 变题 changed | 95 % | 下降 drop | 变好/变差 better/worse | p | 答案不变 same answer |"
    lines = [head, "| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |"]
    lines += [f"| {' | '.join(_cells(outcome))} |" for outcome in outcomes]
    notes = [
        "Shares of the cases a rule applies to that pass as they are and when changed; p is the chance of so uneven a split by "
        "luck (exact McNemar test). Where the evidence is taken away, passing means refusing, so nothing is compared."
    ]
    notes += [
        f"Orders obeyed: {outcome.obeyed} of {len(outcome.asked)}." for outcome in outcomes if outcome.rule == INJECTED
    ]
    return "\n".join(lines) + "\n\n" + "\n".join(notes) + "\n"


def _cells(outcome: Outcome) -> list[str]:
    name = name_of(outcome.rule)
    compared = [f"{outcome.drop:+.3f}", f"{outcome.against.better}/{outcome.against.worse}", f"{outcome.against.p:.2g}"]
    same = [f"{outcome.same:.2f}"]
    if outcome.rule == REMOVED:
        compared, same = [""] * 3, [""]
    return [
        f"{name.zh} {name.en}",
        str(len(outcome.asked)),
        f"{outcome.passed:.3f}",
        f"{outcome.changed_passed:.3f}",
        _range(outcome.interval),
        *compared,
        *same,
    ]


def _range(found: Interval) -> str:
    return f"{found.low:.3f}–{found.high:.3f}"


def as_data(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Return the same for machines; where the evidence is taken away nothing is compared."""
    return [
        {
            "rule": outcome.rule,
            "n": len(outcome.asked),
            "passed": round(outcome.passed, 6),
            "changed_passed": round(outcome.changed_passed, 6),
            "interval": [round(bound, 6) for bound in outcome.interval],
            "drop": None if outcome.rule == REMOVED else round(outcome.drop, 6),
            "against_plain": None if outcome.rule == REMOVED else outcome.against._asdict(),
            "same_answer": round(outcome.same, 6),
            "obeyed": outcome.obeyed if outcome.rule == INJECTED else None,
        }
        for outcome in outcomes
    ]


def lines(outcomes: Iterable[Outcome]) -> str:
    """Return a JSON line for every changed case, so that what was lost can be looked at."""
    return "".join(
        json.dumps({"rule": outcome.rule, **asked._asdict()}, ensure_ascii=False) + "\n"
        for outcome in outcomes
        for asked in outcome.asked
    )
