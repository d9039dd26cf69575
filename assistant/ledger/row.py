"""A commitment as every caller gets it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from ingest.commitments.commitment import Commitment, Comparator
from ingest.passage import Description

Number = float | tuple[float, float]


class CommitmentRow(BaseModel):
    """A commitment with its plan; `number` is in the unit as printed, `base_number` in base units.

    `start` and `end` are the place of `value` in the cleaned text of the document, `sentence_start` that of `sentence`; `period` and `status` are those of the
    plan.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    document: str
    title: str
    region: str | None
    section: list[str]
    page: int | None
    start: int
    end: int
    subject: str
    value: str
    number: Number | None
    unit: str
    base_number: Number | None
    base_unit: str
    comparator: Comparator
    year: int | None
    kind: Literal["target", "achieved"]
    departments: list[str]
    sentence: str
    sentence_start: int
    status: str
    period: str | None


def row_of(commitment: Commitment, described: Description) -> CommitmentRow:
    """Join a commitment with the description of its plan."""
    return CommitmentRow(
        id=commitment.id,
        document=commitment.document,
        title=described.title,
        region=described.region,
        section=list(commitment.section),
        page=commitment.page,
        start=commitment.start,
        end=commitment.end,
        subject=commitment.subject,
        value=commitment.value,
        number=commitment.number,
        unit=commitment.unit,
        base_number=commitment.base_number,
        base_unit=commitment.base_unit,
        comparator=commitment.comparator,
        year=commitment.year,
        kind=commitment.kind,
        departments=list(commitment.departments),
        sentence=commitment.sentence,
        sentence_start=commitment.sentence_start,
        status=described.status,
        period=described.period,
    )
