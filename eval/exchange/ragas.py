"""Read and write cases and answers for RAGAS."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Citation, RetrievedPassage
from eval.cases import Case, Line, read_lines, stated_of
from eval.errors import UnreadableCases
from eval.exchange.ragas_fields import UNKNOWN, is_ragas, value_of
from eval.row import Row


def write_ragas(path: Path, cases: Sequence[Case], rows: Mapping[str, Row] | None = None) -> None:
    """Write cases, with the answers given to them where there are any, as JSON lines for RAGAS."""
    samples = (_written(case, (rows or {}).get(case.id)) for case in cases)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in samples), encoding="utf-8")


def _written(case: Case, row: Row | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "user_input": case.question,
        "reference": "；".join(wordings[0] for wordings in case.wanted),
        "reference_contexts": [place.quote for place in case.evidence if place.quote],
    }
    if row:
        found["response"] = row.answer
        found["retrieved_contexts"] = [passage.text for passage in row.retrieved]
    return found | {"case": stated_of(case)}


def read_answers(path: Path) -> list[Row]:
    """Return the answers that another program gave to the samples of a file, as the rows of a run.

    Samples without a response are left out. Raises UnreadableCases where the file holds none.
    """
    lines = [line for line in read_lines(path) if line.case]
    rows = [_row(line.case, line) for line in lines if line.case and value_of(line.given, "response") is not None]
    if not rows:
        ragas = sum(is_ragas(line.given) for line in lines)
        raise UnreadableCases(
            f"{path} holds no answers ({ragas} samples without response); expected response, or answer beside "
            "ground_truth, on every line"
        )
    return rows


def _row(case: Case, line: Line) -> Row:
    """Make a row of what another program answered; all it retrieved counts as cited, as it says no more."""
    answer = str(value_of(line.given, "response"))
    texts = [str(text) for text in value_of(line.given, "retrieved_contexts") or []]
    document = case.docs[0] if case.docs else UNKNOWN
    place: dict[str, Any] = {"document": document, "title": "", "section": [], "page": None, "start": 0}
    return Row(
        id=case.id,
        seconds=0,
        question=case.question,
        standalone_question=case.question,
        status="answered" if answer.strip() else "not_found",
        answer=answer,
        citations=[
            Citation(**place, region=None, end=len(text), text=text, quote=text, mark=mark)
            for mark, text in enumerate(texts, 1)
        ],
        retrieved=[RetrievedPassage(**place, end=len(text), text=text, score=0) for text in texts],
    )
