"""What a search can be limited to, and the documents that are left."""

from collections.abc import Sequence

from assistant.messages import Language
from assistant.web.conversation import Scope
from assistant.web.messages import text
from vectorstore.catalog import Listed

_MOST_PLANS = 300
Choice = tuple[str, str]


def within(documents: Sequence[Listed], scope: Scope) -> list[str]:
    """Return the ids of the documents that fit everything chosen."""
    return [listed.id for listed in documents if _fits(listed, scope)]


def choices(documents: Sequence[Listed], scope: Scope, language: Language) -> dict[str, list[Choice]]:
    """Return what can be chosen, "any" first; of many plans only those that fit the region and year chosen."""
    any_of = (text("any", language), "")
    few = Scope(region=scope.region, year=scope.year)
    plans = [listed for listed in documents if _fits(listed, few) or listed.id == scope.plan]
    regions = sorted({listed.description.region for listed in documents if listed.description.region})
    years = sorted({year for listed in documents for year in _years(listed)}, reverse=True)
    return {
        "plan": [any_of, *((_name(listed), listed.id) for listed in plans[:_MOST_PLANS])],
        "region": [any_of, *((region, region) for region in regions)],
        "year": [any_of, *((str(year), str(year)) for year in years)],
    }


def chosen_words(documents: Sequence[Listed], scope: Scope) -> str:
    """Say what was chosen."""
    title = next((f"《{d.description.title}》" for d in documents if d.id == scope.plan), scope.plan)
    return " · ".join(part for part in (title, scope.region, scope.year) if part)


def _fits(listed: Listed, scope: Scope) -> bool:
    if scope.plan and listed.id != scope.plan:
        return False
    if scope.region and listed.description.region != scope.region:
        return False
    return not scope.year or int(scope.year) in _years(listed)


def _years(listed: Listed) -> range:
    first, last = listed.description.first_year, listed.description.last_year
    return range(first, (last or first) + 1) if first else range(0)


def _name(listed: Listed) -> str:
    period = listed.description.period
    return listed.description.title + (f"（{period}）" if period and period not in listed.description.title else "")
