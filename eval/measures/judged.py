"""What only a chat model can judge: whether an answer keeps to what it cites, and whether it answers what was asked."""

import re
import time
from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.llm.failure import ModelFailure
from assistant.llm.marks import harmless
from assistant.llm.model import ChatModel, Role
from assistant.llm.reply import without_thoughts
from eval.measures.citations import premise, statements
from eval.row import Row
from prompts.load import prompt

_FENCE = re.compile(r"^```(?:json)?\s*\n(.*)\n```$", re.DOTALL)
_LONGEST_REPLY = 2_000
_LONGEST_PASSAGE = 2_000
_Verdict = TypeVar("_Verdict", bound="_Strict")


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Faithful(_Strict):
    supported: list[bool]


class _Relevant(_Strict):
    relevance: Annotated[int, Field(ge=0, le=2)]


class Referee:
    """Judge answers with a chat model; what it does not judge in exactly the form it was asked for stays unjudged."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def judge(self, row: Row) -> dict[str, float]:
        """Return the measures of an answer that the model judged."""
        verdicts = {"faithfulness": self._faithfulness(row), "relevance": self._relevance(row)}
        return {name: value for name, value in verdicts.items() if value is not None}

    def _faithfulness(self, row: Row) -> float | None:
        """Return the share of the statements that the passages cited bear out.

        Es et al.: Ragas: Automated Evaluation of Retrieval Augmented Generation, 2023 (faithfulness), with the pieces of the
        answer between marks as statements. An answer that cites nothing is borne out by nothing.
        """
        pieces = [piece.text for piece in statements(row.answer) if piece.text]
        if not pieces:
            return None
        if not row.citations:
            return 0.0
        passages = "\n\n".join(_quoted(premise(citation)) for citation in row.citations)
        sentences = "\n".join(f"{number}. {_line(text)}" for number, text in enumerate(pieces, 1))
        verdict = self._verdict("judge-faithfulness", _Faithful, passages=passages, sentences=sentences)
        if verdict is None or len(verdict.supported) != len(pieces):
            return None
        return sum(verdict.supported) / len(pieces)

    def _relevance(self, row: Row) -> float | None:
        """Return how far an answer answers its question, whether right or not: 0, 0.5 or 1.

        Answer relevance of Es et al., 2023, judged on a scale in place of the questions generated there.
        """
        question, answer = _line(row.standalone_question or row.question), _line(row.answer)
        verdict = self._verdict("judge-relevance", _Relevant, question=question, answer=answer)
        return None if verdict is None else verdict.relevance / 2

    def _verdict(self, name: str, form: type[_Verdict], **values: str) -> _Verdict | None:
        turns: list[tuple[Role, str]] = [
            ("system", prompt(f"{name}-system")),
            ("human", prompt(f"{name}-user").format(**values)),
        ]
        try:
            return parsed(self._reply(turns), form)
        except ModelFailure:
            return None

    def _reply(self, turns: Sequence[tuple[Role, str]]) -> str:
        text = ""
        deadline = time.monotonic() + self._model.endpoint.timeout
        for piece in without_thoughts(self._model.reply(turns, deadline)):
            text += piece
            if len(text) > _LONGEST_REPLY:
                raise ModelFailure("too_long")
        return text


def parsed(text: str, form: type[_Verdict]) -> _Verdict | None:
    """Return the verdict of a reply that is one JSON object of a form and nothing else, fenced or not; None for any other."""
    stripped = text.replace("\0", "").strip()
    fenced = _FENCE.match(stripped)
    try:
        return form.model_validate_json(fenced[1] if fenced else stripped)
    except ValidationError:
        return None


def _line(text: str) -> str:
    return harmless(re.sub(r"\s+", " ", text)).strip()


def _quoted(text: str) -> str:
    return "\n".join(f"│{line}" for line in harmless(text[:_LONGEST_PASSAGE]).splitlines())
