"""A gate falls when a figure is beyond its threshold or missing, and says which, by how much and over which cases."""

from pathlib import Path

import pytest

from eval.errors import UnreadableGate
from eval.gate import GATES, as_json, blamed, check, read_gate, reset
from eval.score import Figure, Score, Summary

GATE = """# Kept as it is.
cases = 20

[overall]
fact = { min = 0.8 }  # the reason
wrong = { max = 0.1 }

[types.list]
"hit@5" = { min = 0.9 }
"""


def _figure(mean: float, n: int = 20) -> Figure:
    return Figure(mean=mean, low=0, high=1, n=n)


def _summary(fact: float = 0.9, wrong: float = 0.05, hit: float | None = 1.0, cases: int = 20) -> Summary:
    types = {"list": {"hit@5": _figure(hit, 5)}} if hit is not None else {}
    overall = {"fact": _figure(fact), "wrong": _figure(wrong)}
    return Summary(
        cases=cases, overall=overall, types=types, documents={}, personas={}, latency={"p50": 1.0}, failures={}
    )


def _score(name: str, kind: str = "figure", **measures: float) -> Score:
    return Score(
        id=name,
        type=kind,
        documents=(),
        persona="",
        answerable=True,
        status="answered",
        passed=False,
        measures=measures,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "made.toml"
    made.write_text(GATE, encoding="utf-8")
    return made


def test_figures_within_their_thresholds_pass(path: Path) -> None:
    assert check(_summary(), read_gate(path)) == []
    assert check(_summary(fact=0.8, wrong=0.1, hit=0.9), read_gate(path)) == []


def test_a_share_that_only_rounding_keeps_from_its_threshold_passes(path: Path) -> None:
    assert check(_summary(fact=0.1 + 0.7), read_gate(path)) == []
    assert check(_summary(wrong=0.3 - 0.2), read_gate(path)) == []


def test_what_fell_is_named_with_how_far(path: Path) -> None:
    fallen = check(_summary(fact=0.7, wrong=0.15, hit=0.6), read_gate(path))
    assert [(one.scope, one.measure, one.bound) for one in fallen] == [
        ("overall", "fact", "min"),
        ("overall", "wrong", "max"),
        ("list", "hit@5", "min"),
    ]
    assert [one.by for one in fallen] == pytest.approx([0.1, 0.05, 0.3])


def test_what_was_not_measured_falls(path: Path) -> None:
    (fallen,) = check(_summary(hit=None), read_gate(path))
    assert (fallen.scope, fallen.found, fallen.by) == ("list", None, None)


def test_unjudged_is_not_measured(path: Path) -> None:
    summary = _summary()
    unjudged = summary.model_copy(update={"overall": {**summary.overall, "fact": _figure(1.0, 0)}})
    assert [one.measure for one in check(unjudged, read_gate(path))] == ["fact"]


def test_a_run_over_a_few_cases_does_not_pass_for_the_whole(path: Path) -> None:
    (fallen,) = check(_summary(cases=19), read_gate(path))
    assert (fallen.measure, fallen.threshold, fallen.found) == ("cases", 20, 19)


def test_the_cases_to_blame_are_those_of_the_scope_the_worst_first(path: Path) -> None:
    scores = [
        _score("a", fact=0.5),
        _score("b", fact=1.0),
        _score("c", fact=0.0, wrong=1.0),
        _score("d", "list", fact=0.2, **{"hit@5": 0.0}),
        _score("e"),
    ]
    fact, wrong, hit = check(_summary(fact=0.7, wrong=0.15, hit=0.6), read_gate(path))
    assert blamed(fact, scores) == ["c", "d", "a"]
    assert blamed(wrong, scores) == ["c"]
    assert blamed(hit, scores) == ["d"]
    told = as_json("made", [fact], scores)
    assert (told["gate"], told["passed"], told["fallen"][0]["cases"]) == ("made", False, ["c", "d", "a"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[overall]\nfakt = { min = 0.5 }\n[types.list]\nhits = { min = 1 }",
            "fakt is not a measure; hits is not a measure",
        ),
        ("[overall]\nfact = { least = 0.5 }", "overall.fact.least"),
        ("[overall]\nfact = {}", "expected min or max"),
        ("[overall]\nfact = { min = nan }", "overall.fact.min"),
        ("[all]\nfact = { min = 0.5 }", "overall: Field required"),
        ("[overall", "made.toml"),
    ],
)
def test_a_gate_that_says_nothing_is_an_error(path: Path, text: str, expected: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableGate) as raised:
        read_gate(path)
    assert expected in str(raised.value)


def test_a_gate_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableGate, match=r"none\.toml: No such file"):
        read_gate(tmp_path / "none.toml")


def test_a_reset_gate_is_met_and_falls_with_the_second_case_lost(path: Path) -> None:
    measured = _summary(fact=0.65, wrong=0.2, hit=0.8, cases=25)
    text = reset(GATE, measured)
    assert text.startswith("# Kept as it is.\ncases = 25\n")
    assert "fact = { min = 0.6 }  # the reason\n" in text
    assert "wrong = { max = 0.25 }\n" in text
    assert '"hit@5" = { min = 0.6 }\n' in text
    path.write_text(text, encoding="utf-8")
    assert check(measured, read_gate(path)) == []
    assert [one.measure for one in check(_summary(0.55, 0.2, 0.8, 25), read_gate(path))] == ["fact"]
    assert [one.measure for one in check(_summary(0.65, 0.2, 0.4, 25), read_gate(path))] == ["hit@5"]


@pytest.mark.parametrize("name", ["golden.toml", "fast.toml"])
def test_the_gates_of_the_program_can_be_read_and_reset(name: str) -> None:
    gate = read_gate(GATES / name)
    assert {"passed", "fact", "wrong", "refusal_right", "citation_right"} <= set(gate.overall)
    text = (GATES / name).read_text(encoding="utf-8")
    limits = sum(len(table) for table in (gate.overall, *gate.types.values()))
    halved = Summary(
        cases=7,
        overall={measure: _figure(0.5) for measure in gate.overall},
        types={kind: {measure: _figure(0.5) for measure in table} for kind, table in gate.types.items()},
        documents={}, personas={}, latency={}, failures={},
    )  # fmt: skip
    anew = reset(text, halved)
    assert anew.count("= 0.45 }") + anew.count("= 0.55 }") + text.count("# a promise") == limits
