"""A question in the other width: letters, digits and marks."""

from eval.cases import Case

_HALF = "".join(map(chr, range(0x21, 0x7F)))
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in _HALF}
_NARROW = {wide: half for half, wide in _WIDE.items()} | {ord("。"): ord("."), ord("、"): ord(","), ord("　"): ord(" ")}


def full_width(case: Case) -> Case | None:
    """Write letters, digits and marks in full width; None where nothing changes."""
    return _changed(case, _WIDE)


def half_width(case: Case) -> Case | None:
    """Write marks, letters and digits in half width; None where nothing changes."""
    return _changed(case, _NARROW)


def _changed(case: Case, table: dict[int, int]) -> Case | None:
    question = case.question.translate(table)
    return None if question == case.question else case.model_copy(update={"question": question})
