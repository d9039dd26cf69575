"""What can be wrong with a case when the documents are at hand: no such document, no such section, facts elsewhere."""

from collections.abc import Collection, Iterator
from functools import cache

from eval.authoring.places import PassagesOf, passages_of_place, unheld
from eval.authoring.problem import Problem
from eval.cases import Case, Evidence
from ingest.passage import Passage
from vectorstore.catalog import Catalog

_SHOWN = 6


class AgainstStore:
    """Checks of cases against the documents of a store."""

    def __init__(self, catalog: Catalog) -> None:
        self._held: Collection[str] = {listed.id for listed in catalog.documents()}
        self._passages_of: PassagesOf = cache(catalog.passages_of)

    def check(self, number: int, case: Case) -> Iterator[Problem]:
        """Yield what the store contradicts."""
        missing = [name for name in case.docs if name not in self._held]
        for name in missing:
            held = ", ".join(sorted(self._held)[:_SHOWN])
            yield Problem(number, f"document '{name}', which the store lacks", f"one it holds ({held})", "correct docs")
        if missing:
            return
        yield from self._check_places(number, case)

    def _check_places(self, number: int, case: Case) -> Iterator[Problem]:
        found: list[Passage] = []
        lost = False
        for place in case.evidence:
            passages = passages_of_place(place, case.docs, self._passages_of)
            found += passages
            if not passages and place.document in {"", *self._held}:
                lost = True
                yield self._no_such_place(number, case, place)
        if not case.answerable or lost:
            return
        everywhere = [passage for name in case.docs for passage in self._passages_of(name)]
        nowhere = unheld(case, everywhere)
        for fact in nowhere:
            yield Problem(
                number, f"the fact '{fact}', which no passage of docs holds", "the words as printed", "correct it"
            )
        if found:
            for fact in unheld(case, found):
                if fact not in nowhere:
                    where = "; ".join(_trails(case, fact, everywhere))
                    yield Problem(
                        number,
                        f"the fact '{fact}', which the sections of evidence do not hold",
                        f"a section that does ({where})",
                        "correct evidence",
                    )

    def _no_such_place(self, number: int, case: Case, place: Evidence) -> Problem:
        what = f"section '{place.section}'" if place.section else f"quote '{place.quote}'"
        everywhere = [passage for name in case.docs for passage in self._passages_of(name)]
        where = "; ".join(trail for fact in case.wanted[:2] for trail in _trails(case, fact[0], everywhere))
        hint = f" (the facts stand in: {where})" if where else ""
        document = place.document or ", ".join(case.docs)
        expected = f"{'headings' if place.section else 'words'} as printed{hint}"
        return Problem(number, f"{what}, which '{document}' does not hold", expected, "correct evidence")


def _trails(case: Case, fact: str, passages: Collection[Passage]) -> list[str]:
    """Return the trails of headings above the passages that hold a fact."""
    wordings = next((wanted for wanted in case.wanted if wanted[0] == fact), (fact,))
    one = case.model_copy(update={"must_all": (), "answers": wordings, "also_accept": ()})
    holders = (passage for passage in passages if not unheld(one, [passage]))
    return list(dict.fromkeys(" / ".join(passage.section) or "(no heading)" for passage in holders))[:3]
