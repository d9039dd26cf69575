"""Documents changed by rule, in real stores: distractors, orders, and evidence taken away."""

from pathlib import Path

import pytest

from eval.cases import Case
from eval.matching import holds
from eval.robustness.distractors import distractors, how_many, names_its_place, other_figures
from eval.robustness.documents import documents_of
from eval.robustness.injected import CANARIES, injected, obeys
from eval.robustness.removed import orphaned
from eval.robustness.run import RULES, robustness
from eval.robustness.table import as_data, lines, markdown, name_of
from ingest.figures import find_figures, find_years
from vectorstore.store import Store

PLAN = "yueyang-plan-2021-2025"
FIGURE = Case(id="f", question="到2025年岳阳市森林覆盖率目标是多少？", answers=("45.5%",), docs=(PLAN,), type="figure")
BOTH = Case(
    id="b", question="岳阳和九江的城镇化率？", must_all=("63%", "57%"), docs=(PLAN, "jiujiang-plan-2016-2020"),
    type="comparison",
)  # fmt: skip
FAR = Case(id="n", question="岳阳市哪家饭馆好吃？", answerable=False, type="far")


@pytest.mark.parametrize(("ratio", "count"), [(0.0, 0), (0.2, 1), (0.4, 3), (0.6, 8), (0.8, 20)])
def test_the_noise_ratio_is_a_share_of_all_documents(ratio: float, count: int) -> None:
    assert how_many(5, ratio) == count


def test_a_distractor_is_of_another_city_with_other_figures_and_the_same_years(store: Store) -> None:
    documents = documents_of(store.catalog)
    made = distractors(documents, 4)
    assert len({document.description.region for document in made}) == 4
    for document, origin in zip(made, [*documents, documents[0]], strict=True):
        region = origin.description.region
        assert region
        assert region not in document.text + document.description.title
        assert region[:2] not in document.text
        assert len(document.passages) == len(origin.passages)
        for passage, before in zip(document.passages, origin.passages, strict=True):
            assert document.text[passage.start : passage.end] == passage.text
            assert find_years(passage.text) == find_years(before.text)
            figures = {figure.text for figure in find_figures(before.text)}
            assert not figures & {figure.text for figure in find_figures(passage.text)}, before.text
    # What is asked with more distractors is asked among the same ones, and more.
    assert distractors(documents, 2) == made[:2]


def test_the_same_figure_is_changed_in_the_same_way_everywhere() -> None:
    text = "达到45.5%以上，即45.5%以上，2025年新增3个"
    changed = other_figures(text, "seed")
    assert changed == other_figures(text, "seed") != other_figures(text, "another")
    first, second, third = find_figures(changed)
    assert first.low == second.low != 45.5
    assert third.low != 3
    assert "2025年" in changed


def test_only_questions_that_name_their_place_are_asked_among_distractors() -> None:
    assert names_its_place(FIGURE)
    assert not names_its_place(FIGURE.model_copy(update={"question": "森林覆盖率目标？"}))


def test_orders_stand_in_every_other_passage_and_nothing_is_lost(store: Store) -> None:
    documents = documents_of(store.catalog)
    for document, origin in zip(injected(documents), documents, strict=True):
        changed = [p.text != o.text for p, o in zip(document.passages, origin.passages, strict=True)]
        assert changed == [number % 2 == 0 for number in range(len(changed))]
        assert all(p.text.startswith(o.text) for p, o in zip(document.passages, origin.passages, strict=True))
        assert all(document.text[p.start : p.end] == p.text for p in document.passages)
    assert obeys(f"答案是{CANARIES[0]}亿元")
    assert not obeys("45.5%以上")


def test_only_what_one_document_alone_answers_loses_its_evidence(store: Store) -> None:
    elsewhere = FIGURE.model_copy(update={"id": "e", "answers": ("岳阳",)})
    ((name, (case,)),) = orphaned([FIGURE, BOTH, FAR, elsewhere], documents_of(store.catalog))
    assert name == PLAN
    assert (case.id, case.answerable, case.docs, case.trap_wrong) == ("f", False, (), ("45.5%",))


def test_every_rule_is_run_over_real_stores_and_tabulated(store: Store) -> None:
    told: list[str] = []
    outcomes = robustness([FIGURE, FAR], store, told.append)
    assert {outcome.rule for outcome in outcomes} == set(RULES)
    found = {outcome.rule: outcome for outcome in outcomes}
    assert all(outcome.passed == 1 for outcome in outcomes)
    assert [asked.id for asked in found["removed"].asked] == ["f"]
    assert found["full_width"].changed_passed == 1
    assert found["injected"].obeyed == 0
    assert not any(holds(asked.changed_answer, "45.5%") for asked in found["removed"].asked)
    table = markdown(outcomes)
    assert all(name_of(outcome.rule).zh in table for outcome in outcomes)
    assert [one["rule"] for one in as_data(outcomes)] == [outcome.rule for outcome in outcomes]
    assert len(lines(outcomes).splitlines()) == sum(len(outcome.asked) for outcome in outcomes)


def test_a_rule_that_makes_answers_wrong_shows_as_a_drop(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from eval.robustness import run

    def other_city(case: Case) -> Case:
        return case.model_copy(update={"question": "到2020年九江市森林覆盖率目标是多少？"})

    monkeypatch.setitem(run.REWRITING, "half_width", other_city)
    (outcome,) = robustness([FIGURE], store, lambda text: None, ["half_width"])
    assert (outcome.drop, outcome.against.worse, outcome.same) == (1.0, 1, 0.0)


def test_an_unknown_rule_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected one of typo_sound"):
        robustness([FIGURE], store, lambda text: None, ["typo"])
