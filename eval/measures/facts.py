"""Whether an answer says what is right: the facts of the case, by the matching rule."""

from collections.abc import Callable, Iterable, Sequence

from eval.canonical import says
from eval.matching import folded, holds

# A longer text is no answer but a passage to search through.
LONGEST = 600
Facts = Sequence[Sequence[str]]
Rule = Callable[[str, str], bool]


def missing_facts(text: str, facts: Facts, rule: Rule = holds) -> list[str]:
    """Return the facts a text does not hold, each by its first wording; a fact is given by wordings any of which will do."""
    return [wordings[0] for wordings in facts if not any(rule(text, wording) for wording in wordings)]


def fact(text: str, facts: Facts) -> float:
    """Return 1 when a text of at most 600 characters holds every fact as printed, else 0.

    The answer string stands in the text, as in Chen et al.: Reading Wikipedia to Answer Open-Domain Questions, 2017; here
    under the matching rule of the cases.
    """
    return float(len(text) <= LONGEST and not missing_facts(text, facts))


def fact_normalised(text: str, facts: Facts) -> float:
    """Return 1 when a text of at most 600 characters holds every fact, in whatever form its figures and dates are printed."""
    return float(len(text) <= LONGEST and not missing_facts(text, facts, says))


def fact_share(text: str, facts: Facts) -> float:
    """Return the share of the facts that a text holds, in whatever form.

    String match recall (STR-EM) of Stelmakh et al.: ASQA: Factoid Questions Meet Long-Form Answers, 2022.
    """
    return 1 - len(missing_facts(text, facts, says)) / len(facts)


def traps_in(text: str, traps: Iterable[str], facts: Facts) -> list[str]:
    """Return the wrong answers a text prints; what is part of a right one (5% in 5%以上) does not count."""
    rest = folded(text)
    for wording in sorted((folded(wording) for wordings in facts for wording in wordings), key=len, reverse=True):
        if wording and holds(rest, wording):
            rest = rest.replace(wording, "□")
    return [trap for trap in traps if holds(rest, trap)]
