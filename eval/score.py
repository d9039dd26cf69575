"""What judging a run gives: a score for every case, and the figures of the whole run."""

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class _Judged(BaseModel):
    model_config = ConfigDict(frozen=True)


class Failure(_Judged):
    """Why a case failed: a code to count by, and the reason for people in both languages."""

    code: str
    zh: str
    en: str


class Score(_Judged):
    """The judgement of one row; a measure that does not apply to the case is not among `measures`.

    `unjudged` names the measures that apply but could not be taken: they are left out of every mean, and counted.
    """

    id: str
    type: str
    documents: tuple[str, ...]
    persona: str
    answerable: bool
    status: str
    passed: bool
    measures: dict[str, float]
    unjudged: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


class Figure(_Judged):
    """The mean of a measure over `n` cases with its 95 % interval; `unjudged` cases are not among the `n`.

    Where `n` is 0 nothing could be judged: the mean says nothing, show the measure as unjudged.
    """

    mean: float
    low: float
    high: float
    n: int
    unjudged: int = 0


class Summary(_Judged):
    """The figures of a run: of all cases, and of each type, document and persona; keys of the inner dicts are measures.

    `latency` holds p50, p95, mean and max in seconds; `usage` holds answers, tokens_in, tokens_out, priced (answers with a
    price) and cost, and is empty where no chat model was asked. `failures` counts cases by the code of their failure.
    """

    cases: int
    overall: dict[str, Figure]
    types: dict[str, dict[str, Figure]]
    documents: dict[str, dict[str, Figure]]
    personas: dict[str, dict[str, Figure]]
    latency: dict[str, float]
    failures: dict[str, int]
    usage: dict[str, float] = {}


class Measure(NamedTuple):
    """A measure as people meet it: its name, whether more is better, and what it says in both languages."""

    name: str
    more_is_better: bool
    zh: str
    en: str
