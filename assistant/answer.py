"""The answer and its parts, as every caller gets them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Status = Literal[
    "answered",
    "partial",
    "not_found",
    "declined_injection",
    "declined_personal_data",
    "declined_off_topic",
    "error_model",
]
Mode = Literal["extractive", "llm"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Citation(_Part):
    """A passage that supports the sentences carrying its mark; `quote` is a substring of `text`.

    `start` and `end` are offsets into the cleaned text of the document; `text` is exactly that slice. `key` is the part
    of `quote` that answers, `status` whether the plan is in force or a draft.
    """

    mark: int
    document: str
    title: str
    region: str | None
    section: list[str]
    page: int | None
    start: int
    end: int
    text: str
    quote: str
    key: str | None = None
    status: str = "正式"


class AnswerFigure(_Part):
    """A figure of the answer; `value` is in base units of `unit`, `verified` tells whether the cited passage holds it.

    `kind` tells a target from an achieved figure, None where the text leaves it open.
    """

    text: str
    value: float
    unit: str
    year: int | None
    mark: int
    verified: bool
    kind: Literal["target", "achieved"] | None = None


class RetrievedPassage(_Part):
    """A passage that was found, best first; a higher score is better."""

    document: str
    title: str
    section: list[str]
    page: int | None
    start: int
    end: int
    text: str
    score: float


class Nearest(_Part):
    """What the plans do say that is nearest to a question they do not answer."""

    document: str
    title: str
    period: str | None
    section: list[str]
    page: int | None
    quote: str


class Usage(_Part):
    """What a chat model took for an answer; `cost` is None where no price is set."""

    tokens_in: int
    tokens_out: int
    cost: float | None = None


class Answer(_Part):
    """The reply to a question, in every mode.

    `samples` tells that the bundled digests answered, not the user's plans; `notice` what a chat model could not do;
    `language` is the one of its own words; `usage` is None where no chat model was asked or its endpoint counts nothing.
    """

    question: str
    standalone_question: str
    status: Status
    answer: str
    mode: Mode = "extractive"
    citations: list[Citation] = Field(default_factory=list)
    figures: list[AnswerFigure] = Field(default_factory=list)
    retrieved: list[RetrievedPassage] = Field(default_factory=list)
    nearest: list[Nearest] = Field(default_factory=list)
    timings: dict[str, float] = Field(default_factory=dict)
    samples: bool = False
    notice: str | None = None
    language: Literal["zh", "en"] = "zh"
    usage: Usage | None = None


def _cut(longest: int) -> BeforeValidator:
    """Take text of any length and keep its beginning; halves of characters, which nothing takes, become "?"."""

    def cut(value: object) -> object:
        return value[:longest].encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value

    return BeforeValidator(cut)


class Turn(_Part):
    """An earlier question and its answer; only the beginning of a long text is kept."""

    question: Annotated[str, _cut(500)]
    answer: Annotated[str, _cut(2_000)] = ""
