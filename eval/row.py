"""A row of a run: a case's answer as the program gave it, with what it cost."""

from pydantic import ConfigDict, Field

from assistant.answer import Answer


class Row(Answer):
    """The answer to a case, which `id` names; `seconds` is the time of the whole call.

    `error` says what kept the program from answering at all; the answer is empty then.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    seconds: float = Field(ge=0)
    error: str | None = None
