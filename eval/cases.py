"""Questions with known answers, as files of JSON lines."""

from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import UnreadableCases

_SHOWN = 5


class CaseTurn(BaseModel):
    """An earlier turn of a follow-up: what was asked, and what a right answer held."""

    model_config = ConfigDict(frozen=True)

    q: str
    a_hint: str = ""


class Case(BaseModel):
    """A question with its answer: any one of `answers` and `also_accept`, or every one of `must_all`.

    `docs` are the documents that hold the facts; `trap_wrong` must not be given as the answer.
    """

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    type: str = ""
    answerable: bool = True
    answers: tuple[str, ...] = ()
    also_accept: tuple[str, ...] = ()
    must_all: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    trap_wrong: tuple[str, ...] = ()
    history: tuple[CaseTurn, ...] = ()

    @model_validator(mode="after")
    def _has_facts(self) -> "Case":
        if self.answerable and not (self.must_all or self.answers or self.also_accept):
            raise ValueError("an answerable case needs answers or must_all")
        if self.answerable and not self.docs:
            raise ValueError("an answerable case needs docs")
        return self


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file; raise UnreadableCases naming every line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UnreadableCases(
            f"{path} cannot be read ({reason}); expected a file of cases, one JSON object a line"
        ) from error
    cases: list[Case] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(Case.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "line"
            problems.append(f"line {number}: {where}: {first['msg']}")
    twice = [name for name, times in Counter(case.id for case in cases).items() if times > 1]
    problems += [f"the id {name} stands twice" for name in twice]
    if not cases and not problems:
        problems = ["it holds no case"]
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise UnreadableCases(
            f"{path}: {'; '.join(problems[:_SHOWN])}{more}; expected one JSON object a line with id, question, docs and "
            "answers or must_all; correct the file"
        )
    return cases
