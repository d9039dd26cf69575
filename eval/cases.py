"""Questions with known answers, as files of JSON lines or tables."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.errors import UnreadableCases
from eval.exchange.ragas_fields import is_ragas, stated_of_sample

TYPES = (
    "figure",
    "department",
    "list",
    "deadline",
    "definition",
    "project",
    "comparison",
    "yes_no",
    "entity_trap",
    "near_miss",
    "far",
    "injection",
    "personal_data",
    "off_topic",
    "follow_up",
)
# What sets call these types that were written before there were names for all of them.
EARLIER_TYPES = {
    "number_lookup": "figure",
    "responsible_department": "department",
    "list_lookup": "list",
    "project_entity": "project",
    "cross_plan": "comparison",
    "trap_entity": "entity_trap",
    "unanswerable": "near_miss",
    "followup": "follow_up",
}
PERSONAS = ("citizen", "official", "evaluator")
SECTION_MARK = " / "
TABLES = (".csv", ".tsv", ".xlsx")
_SHOWN = 5


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseTurn(_Part):
    """An earlier turn of a follow-up: what was asked, and what a right answer held."""

    q: str
    a_hint: str = ""


class Evidence(_Part):
    """A place that holds facts of the answer: a document, a trail of headings joined by " / ", or the words themselves.

    Without `document` any of the case's `docs` is meant; without `section` all of the document.
    """

    document: str = ""
    section: str = ""
    quote: str = ""

    @model_validator(mode="before")
    @classmethod
    def _of_earlier_form(cls, given: Any) -> Any:
        """Take a bare quotation, other names of the fields, and a trail as a list."""
        if isinstance(given, str):
            return {"quote": given}
        if not isinstance(given, dict):
            return given
        found = dict(given)
        for name, earlier in (("document", "doc"), ("quote", "evidence")):
            if earlier in found:
                found.setdefault(name, found.pop(earlier))
        if isinstance(found.get("section"), list):
            found["section"] = SECTION_MARK.join(map(str, found["section"]))
        return found


class Case(_Part):
    """A question with its answer: any one of `answers` and `also_accept`, or every one of `must_all`.

    `docs` are the documents that hold the facts, `evidence` the places in them, all of which are needed; each of
    `alt_evidence` does alone. `trap_wrong` must not be given as the answer. `set` and `version` name a released set.
    """

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    type: str = Field(default="", json_schema_extra={"examples": list(TYPES)})
    answerable: bool = True
    answers: tuple[str, ...] = ()
    also_accept: tuple[str, ...] = ()
    must_all: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    alt_evidence: tuple[Evidence, ...] = ()
    section: str = ""
    persona: str = Field(default="", json_schema_extra={"examples": list(PERSONAS)})
    trap_wrong: tuple[str, ...] = ()
    history: tuple[CaseTurn, ...] = ()
    notes: str = ""
    set: str = ""
    version: str = ""

    @model_validator(mode="before")
    @classmethod
    def _of_earlier_form(cls, given: Any) -> Any:
        """Take a single quotation where a list of places is expected, and leave out empty ones."""
        if not isinstance(given, dict):
            return given
        found = dict(given)
        for name in ("evidence", "alt_evidence"):
            places = found.get(name)
            if places is None:
                found.pop(name, None)
            elif isinstance(places, str | dict):
                found[name] = [places] if places else []
        return found

    @model_validator(mode="after")
    def _has_facts(self) -> "Case":
        if self.answerable and not self.wanted:
            raise ValueError("an answerable case needs answers or must_all")
        if self.answerable and not self.docs:
            raise ValueError("an answerable case needs docs")
        return self

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """Return the facts a right answer holds, each as the wordings any of which will do."""
        if self.must_all:
            return tuple((fact,) for fact in self.must_all)
        wordings = (*self.answers, *self.also_accept)
        return (wordings,) if wordings else ()


def kept_back(case_id: str) -> bool:
    """Tell whether a case belongs to the half that is asked for final figures only, never while the program is changed.

    The half is fixed for good by the first byte of the SHA-256 of the id.
    """
    return bool(hashlib.sha256(case_id.encode()).digest()[0] % 2)


class Line(NamedTuple):
    """A line of a file of cases, or a row of a table.

    `given` is what stands there, `stated` the same under the names of our fields; then the case, or what is wrong with it.
    """

    number: int
    given: dict[str, Any]
    stated: dict[str, Any]
    case: Case | None
    problems: tuple[str, ...]


def read_lines(path: Path) -> list[Line]:
    """Return every line of a file of cases with what is wrong with it; raise UnreadableCases where there are no lines.

    The file holds JSON lines or a JSON list, of cases or of RAGAS samples, or it is a table.
    """
    if path.suffix.lower() in TABLES:
        from eval.exchange.table import read_table

        return [_line(number, stated) for number, stated in read_table(path)]
    return list(_json_lines(path))


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file; raise UnreadableCases naming every line that is wrong."""
    lines = read_lines(path)
    problems = [f"line {line.number}: {line.problems[0]}" for line in lines if line.problems]
    problems += [f"the id {name} stands twice" for name in repeated(lines)]
    if not lines:
        problems = ["it holds no case"]
    if problems:
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise UnreadableCases(
            f"{path}: {'; '.join(problems[:_SHOWN])}{more}; expected one JSON object a line with id, question, docs and "
            "answers or must_all; correct the file"
        )
    return [line.case for line in lines if line.case]


def repeated(lines: Sequence[Line]) -> list[str]:
    """Return the ids that stand more than once."""
    return [name for name, times in Counter(line.case.id for line in lines if line.case).items() if times > 1]


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Write cases as JSON lines, without the fields that are empty."""
    texts = (json.dumps(stated_of(case), ensure_ascii=False) + "\n" for case in cases)
    path.write_text("".join(texts), encoding="utf-8")


def stated_of(case: Case) -> dict[str, Any]:
    """Return what a case states, without the fields that are empty; `answerable` always stands."""
    return {"id": case.id, "question": case.question, "type": case.type, "answerable": case.answerable} | {
        name: value
        for name, value in case.model_dump(mode="json", exclude_defaults=True).items()
        if value not in ("", [])
    }


def _json_lines(path: Path) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UnreadableCases(
            f"{path} cannot be read ({reason}); expected a file of cases, one JSON object a line"
        ) from error
    if path.suffix.lower() == ".json" and text.lstrip().startswith("["):
        yield from _json_list(path, text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                stated = json.loads(line)
            except ValueError as error:
                yield Line(number, {}, {}, None, (f"line: not JSON ({error})",))
                continue
            yield _line(number, stated)


def _json_list(path: Path, text: str) -> Iterator[Line]:
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise UnreadableCases(f"{path} is not JSON ({error}); expected a list of cases; correct the file") from error
    for number, stated in enumerate(whole, 1):
        yield _line(number, stated)


def _line(number: int, given: Any) -> Line:
    """Return a line with the case it states, or with everything that is wrong with it."""
    if not isinstance(given, dict):
        return Line(number, {}, {}, None, ("line: not a JSON object",))
    stated = stated_of_sample(number, given) if is_ragas(given) else given
    try:
        return Line(number, given, stated, Case.model_validate(stated), ())
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, one['loc'])) or 'case'}: {one['msg']}" for one in error.errors())
        return Line(number, given, stated, None, tuple(problems))
