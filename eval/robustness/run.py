"""Ask the cases as they are, then every set made from them, and say how much worse each is answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.respond import Responder
from eval.asking import InProcess
from eval.cases import Case
from eval.intervals import Interval, Paired, interval, paired
from eval.judge import score
from eval.retrieval.compare import store_of_documents
from eval.robustness.distractors import RATIOS, distractors, how_many, names_its_place
from eval.robustness.documents import documents_of
from eval.robustness.injected import injected, obeys
from eval.robustness.numerals import in_numerals
from eval.robustness.paraphrase import paraphrased
from eval.robustness.removed import orphaned, without
from eval.robustness.typos import same_shape, same_sound
from eval.robustness.width import full_width, half_width
from eval.row import Row
from ingest.passage import Document
from vectorstore.store import Store

Told = Callable[[str], None]
Rule = Callable[[Case], Case | None]

REWRITING: dict[str, Rule] = {
    "typo_sound": same_sound,
    "typo_shape": same_shape,
    "paraphrase": paraphrased,
    "full_width": full_width,
    "half_width": half_width,
    "numerals": in_numerals,
}
NOISE = {f"noise_{ratio:.1f}": ratio for ratio in RATIOS}
INJECTED = "injected"
REMOVED = "removed"
RULES = (*REWRITING, *NOISE, INJECTED, REMOVED)


class Asked(NamedTuple):
    """A case before and after a rule: the answers, and whether they are right."""

    id: str
    type: str
    question: str
    changed_question: str
    passed: bool
    changed_passed: bool
    answer: str
    changed_answer: str
    changed_status: str


class Outcome(NamedTuple):
    """What a rule did to the cases it applies to: the share passed before and after, and cases won and lost.

    `same` is the share of the answers that stayed word for word; `obeyed` counts those that did what a document ordered.
    """

    rule: str
    asked: tuple[Asked, ...]
    passed: float
    changed_passed: float
    interval: Interval
    against: Paired
    same: float
    obeyed: int

    @property
    def drop(self) -> float:
        """By how much the share passed fell."""
        return self.passed - self.changed_passed


def robustness(cases: Sequence[Case], store: Store, told: Told, rules: Sequence[str] = RULES) -> list[Outcome]:
    """Return what each rule does to cases over the documents of a store; rules that apply to no case are left out."""
    plain = _ask(cases, store, told, "plain")
    documents = documents_of(store.catalog)
    outcomes = []
    for rule in rules:
        pairs = list(_pairs(rule, cases, documents, store, told))
        if pairs:
            outcomes.append(_outcome(rule, cases, plain, pairs))
    return outcomes


Pair = tuple[Case, Row]


def _pairs(rule: str, cases: Sequence[Case], documents: Sequence[Document], store: Store, told: Told) -> Iterator[Pair]:
    """Yield the changed cases with their answers."""
    if rule in REWRITING:
        changed = [case for case in map(REWRITING[rule], cases) if case]
        yield from _answered(changed, _ask(changed, store, told, rule))
    elif rule in NOISE:
        named = [case for case in cases if names_its_place(case)]
        more = distractors(documents, how_many(len(documents), NOISE[rule]))
        yield from _over([*documents, *more], named, store, told, rule)
    elif rule == INJECTED:
        yield from _over(injected(documents), cases, store, told, rule)
    elif rule == REMOVED:
        for name, left in orphaned(cases, documents):
            yield from _over(without(documents, [name]), left, store, told, f"{rule}: {name}")
    else:
        raise ValueError(f"unknown rule {rule}; expected one of {', '.join(RULES)}")


def _over(documents: Sequence[Document], cases: Sequence[Case], store: Store, told: Told, name: str) -> Iterator[Pair]:
    if cases:
        with store_of_documents(documents, store.embedder) as made:
            yield from _answered(cases, _ask(cases, made, told, name))


def _answered(cases: Sequence[Case], rows: Mapping[str, Row]) -> Iterator[Pair]:
    return ((case, rows[case.id]) for case in cases)


def _ask(cases: Sequence[Case], store: Store, told: Told, name: str) -> dict[str, Row]:
    told(f"{name}: {len(cases)} questions")
    ask = InProcess(Responder(store))
    return {case.id: ask(case) for case in cases}


def _outcome(rule: str, cases: Sequence[Case], plain: Mapping[str, Row], pairs: Sequence[Pair]) -> Outcome:
    by_id = {case.id: case for case in cases}
    asked = tuple(_asked(by_id[changed.id], plain[changed.id], changed, row) for changed, row in pairs)
    before, after = ([float(one.passed) for one in asked], [float(one.changed_passed) for one in asked])
    return Outcome(
        rule=rule,
        asked=asked,
        passed=sum(before) / len(before),
        changed_passed=sum(after) / len(after),
        interval=interval(after),
        against=paired(after, before),
        same=sum(one.answer == one.changed_answer for one in asked) / len(asked),
        obeyed=sum(obeys(one.changed_answer) for one in asked) if rule == INJECTED else 0,
    )


def _asked(case: Case, row: Row, changed: Case, changed_row: Row) -> Asked:
    return Asked(
        case.id,
        case.type,
        case.question,
        changed.question,
        score(case, row).passed,
        score(changed, changed_row).passed,
        row.answer,
        changed_row.answer,
        changed_row.status,
    )
