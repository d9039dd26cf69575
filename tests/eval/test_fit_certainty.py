"""Fitting certainty: weight goes to the grounds that tell right sentences from wrong ones."""

from itertools import pairwise

import numpy as np
import pytest

from assistant.certainty import Grounds
from eval.cases import Case
from eval.fit_certainty import Example, examples, fit, levels
from vectorstore.store import Store


def _made(telling: str, count: int = 400) -> list[Example]:
    chance = np.random.default_rng(5)
    place = Grounds._fields.index(telling)
    found = []
    for _ in range(count):
        drawn = chance.random(len(Grounds._fields))
        found.append(
            Example("figure", Grounds(*map(float, drawn)), bool(drawn[place] + chance.normal(0, 0.1) > 0.6), 1.0)
        )
    return found


@pytest.mark.parametrize("telling", ["support", "lead"])
def test_what_tells_right_from_wrong_gets_the_weight(telling: str) -> None:
    fitted = fit(_made(telling))
    rest = [abs(weight) for name, weight in fitted.weights._asdict().items() if name != telling]
    assert getattr(fitted.weights, telling) > 3 * max(rest)
    assert fitted.constant < 0


def test_a_higher_level_lets_less_through() -> None:
    found = list(levels(_made("own")))
    for lower, higher in pairwise(found):
        assert higher.right <= lower.right
        assert higher.wrong <= lower.wrong
    assert all(level.right > level.wrong for level in found)


def test_a_question_is_also_asked_without_its_answer(store: Store) -> None:
    case = Case(id="1", question="立体停车楼总投资多少？", answers=("没有这样的话",), docs=("d",))
    found = list(examples([case], store))
    assert [example.right for example in found] == [False] * len(found)
    assert [example.weight for example in found][:1] == [1.0]
