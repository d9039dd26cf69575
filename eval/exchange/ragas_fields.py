"""The field names of RAGAS, of today and of its earlier versions, and what a case makes of them.

`user_input`, `reference`, `reference_contexts`, `response` and `retrieved_contexts`; before version 0.2 `question`,
`ground_truth` or `ground_truths`, `contexts` and `answer`. What a case says beyond that stands under `case`.
"""

from collections.abc import Mapping
from typing import Any

from ingest.figures import find_figures, find_years

_NAMES = {
    "user_input": ("user_input", "question"),
    "reference": ("reference", "ground_truth", "ground_truths"),
    "reference_contexts": ("reference_contexts", "ground_truth_contexts"),
    "response": ("response", "answer"),
    "retrieved_contexts": ("retrieved_contexts", "contexts"),
}
_REFERENCES = frozenset(["ground_truth", "ground_truths"])
# A longer reference is a sentence, whose figures are the facts.
_SHORT = 25
# The document of samples, which name none.
UNKNOWN = "ragas"


def is_ragas(names: Mapping[str, Any] | frozenset[str]) -> bool:
    """Tell the fields of a RAGAS sample from those of a case."""
    return "user_input" in names or ("question" in names and any(name in names for name in _REFERENCES))


def value_of(stated: Mapping[str, Any], name: str) -> Any:
    """Return what a sample states under a name of today or an earlier one, None where it states nothing."""
    return next((stated[known] for known in _NAMES[name] if stated.get(known) is not None), None)


def stated_of_sample(number: int, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sample states as a case does.

    A long reference stands for its figures, or its years, or itself where it has neither.
    """
    own = stated.get("case")
    if isinstance(own, dict):
        return own
    question, before = _asked(value_of(stated, "user_input"))
    references = _texts(value_of(stated, "reference"))
    case: dict[str, Any] = {
        "id": str(stated.get("id") or f"row-{number:04d}"),
        "question": question,
        "answerable": bool(references),
        "docs": [UNKNOWN] if references else [],
        "history": before,
        "evidence": [{"quote": text} for text in _texts(value_of(stated, "reference_contexts"))],
    }
    facts = _facts(references[0]) if references else []
    if facts:
        return case | {"must_all": facts, "notes": references[0]}
    return case | {"answers": references}


def _asked(given: Any) -> tuple[str, list[dict[str, str]]]:
    """Return the question and the turns before it; several turns stand as a list of messages."""
    if not isinstance(given, list):
        return str(given or ""), []
    turns: list[dict[str, str]] = []
    for message in given:
        if not isinstance(message, dict):
            continue
        text = str(message.get("content", ""))
        if message.get("type") == "human":
            turns.append({"q": text, "a_hint": ""})
        elif turns:
            turns[-1]["a_hint"] = text
    return (turns[-1]["q"], turns[:-1]) if turns else ("", [])


def _texts(given: Any) -> list[str]:
    return [str(text) for text in (given if isinstance(given, list) else [given]) if text]


def _facts(reference: str) -> list[str]:
    if len(reference) <= _SHORT:
        return []
    figures = [figure.text for figure in find_figures(reference)]
    return list(dict.fromkeys(figures or [f"{year}年" for year in find_years(reference)]))
