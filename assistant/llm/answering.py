"""Answer with the chat model where it can be used and trusted, with the extracted answer where not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.evidence import units
from assistant.fitness import admitted
from assistant.llm.compose import Composer
from assistant.llm.conversation import Conversation, Request
from assistant.llm.evidence import gather
from assistant.llm.failure import ModelFailure
from assistant.llm.ledger import Ledger
from assistant.llm.model import ChatModel
from assistant.llm.problem import Asked
from assistant.messages import Language, message
from assistant.statements import Context, Statement
from ingest.passage import Description
from vectorstore.question_words import Term
from vectorstore.retrieve import Retrieved

# Below this share of the question's weight no passage is about it, and the model has nothing to answer from.
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class SideAsked:
    """One side of a comparison, or the whole question: its passages, a label, and what to say when nothing was found."""

    context: Context
    hits: Sequence[Retrieved]
    label: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that the model may answer; `cite` makes the citations, `extracted` is the answer without the model."""

    request: Request
    sides: Sequence[SideAsked]
    extracted: Answer
    cite: Callable[[int, Statement], Citation]
    not_found: str


def asking_of(
    sides: Sequence[SideAsked],
    described: Mapping[str, Description],
    weigh: Callable[[str], Sequence[Term]],
    question: str = "",
) -> Request | None:
    """Return what to ask the model, None where retrieval found nothing that may answer.

    `question` is the question in English where it was asked so.
    """
    understood = sides[0].context.understanding
    fitting = [(side.label, _admissible(side)) for side in sides]
    evidence = gather(fitting, dict(described))
    if not evidence:
        return None
    years = tuple(dict.fromkeys(year for side in sides for year in side.context.years)) or understood.years
    asked = Asked(understood.standalone, years, understood.regions, bool(question), weigh)
    return Request(question or understood.standalone, asked, evidence)


def _admissible(side: SideAsked) -> list[Retrieved]:
    """Return the passages with a sentence that may answer, none where all of them are about something else."""
    found = units(side.hits, side.context.sought)
    if max((unit.support for unit in found), default=0.0) < _LEAST:
        return []
    fitting = {unit.retrieved.key for unit in found if admitted(unit, side.context)}
    return [hit for hit in side.hits if hit.key in fitting]


def told(
    model: ChatModel, asking: Asking, language: Language, spent: float = 0.0, ledger: Ledger | None = None
) -> Iterator[str | Answer]:
    """Yield the answer's text as it is verified, then the whole answer; its texts together are its text.

    `spent` are the seconds of the time limit that translating the question has taken, `ledger` what it took of the model.
    """
    conversation = Conversation(model, asking.request, spent, ledger)
    composer = Composer({item.mark: item for item in asking.request.evidence}, asking.request.asked, asking.cite)
    for sentence in conversation:
        yield composer.add(sentence)
    if not composer.text:
        answer = _without_model(asking, conversation.failure, language)
        yield answer.answer
        yield answer
        return
    missing = [side.missing for side in asking.sides if side.missing and not _covered(side, composer)]
    absent = "".join(f"{text.rstrip('。')}。" for text in missing)
    yield composer.finish() + absent
    update = {
        "status": "partial" if missing else "answered",
        "answer": composer.text + absent,
        "mode": "llm",
        "citations": composer.citations,
        "figures": composer.figures,
        "nearest": [],
        "notice": _notice(conversation, language),
    }
    yield asking.extracted.model_copy(update=update)


def _covered(side: SideAsked, composer: Composer) -> bool:
    """Tell whether an answer says something of one side of a comparison."""
    documents = {hit.passage.document for hit in side.hits}
    cited = any(citation.document in documents for citation in composer.citations)
    years = side.context.years
    return cited and (not years or len(years) > 1 or str(years[0]) in composer.text or not composer.figures)


def _without_model(asking: Asking, failure: ModelFailure | None, language: Language) -> Answer:
    """Return the extracted answer with a note why the model was not used, or say that the plans do not say."""
    extracted = asking.extracted
    if failure is None:
        if extracted.status == "not_found":
            return extracted.model_copy(update={"mode": "llm"})
        update = {"status": "not_found", "answer": asking.not_found, "mode": "llm", "citations": [], "figures": []}
        return extracted.model_copy(update=update)
    name = "model_unsupported" if failure.reason == "unsupported" else "model_unused"
    return extracted.model_copy(update={"notice": message(name, language, reason=reason_of(failure, language))})


def reason_of(failure: ModelFailure, language: Language) -> str:
    """Say in words why the model could not be used."""
    return message(f"model_{failure.reason}", language, status=failure.status or "")


def _notice(conversation: Conversation, language: Language) -> str | None:
    if conversation.failure is not None:
        return message("model_cut", language, reason=reason_of(conversation.failure, language))
    if conversation.removed:
        return message("model_removed", language, count=conversation.removed)
    return None
