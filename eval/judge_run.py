"""Judge the rows of a run without asking anything again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from assistant.llm.model import ChatModel, endpoint_of
from assistant.settings import Settings, SettingsError
from eval.cases import Case, read_cases
from eval.errors import UnreadableRun
from eval.judge import score, score_all
from eval.measures.judged import Referee
from eval.row import Row
from eval.rows import read_rows, write_lines
from eval.run_folder import RunFolder
from eval.score import Score, Summary
from eval.summary import summarise

_REPLIES_AT_ONCE = 8


def judge_run(folder: RunFolder, referee: Referee | None = None) -> Summary:
    """Judge every case of a run, those without an answer too, and write the scores and the figures."""
    cases, rows = read_asked(folder)
    scores = _with_model(cases, rows, referee) if referee else score_all(cases, rows)
    summary = summarise(scores, rows)
    # What thresholds said of earlier figures is no word about these.
    folder.gate.unlink(missing_ok=True)
    write_lines(folder.scores, scores)
    folder.summary.write_text(summary.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return summary


def _with_model(cases: Sequence[Case], rows: Sequence[Row], referee: Referee) -> list[Score]:
    """Judge side by side, as a chat model is waited for."""
    given = {row.id: row for row in rows}
    with ThreadPoolExecutor(_REPLIES_AT_ONCE) as threads:
        return list(threads.map(lambda case: score(case, given.get(case.id), referee), cases))


def referee_of(settings: Settings) -> Referee:
    """Return what judges with the configured chat model; raises SettingsError where none is."""
    endpoint = endpoint_of(settings)
    if endpoint is None:
        raise SettingsError(
            "--judge needs a chat model: found no llm_base_url, expected an OpenAI-compatible endpoint; set "
            "PLANS_LLM_BASE_URL and PLANS_LLM_MODEL, or leave --judge out"
        )
    return Referee(ChatModel(endpoint))


def read_asked(folder: RunFolder) -> tuple[list[Case], list[Row]]:
    """Return the cases and rows of a run; raises UnreadableRun where rows are those of other cases."""
    if not folder.cases.is_file():
        raise UnreadableRun(
            f"{folder.path} holds no cases.jsonl; expected the folder of a run; run `plans eval answer --out {folder.path}` first"
        )
    cases, rows = read_cases(folder.cases), read_rows(folder.rows)
    strange = [row.id for row in rows if row.id not in {case.id for case in cases}]
    if strange:
        raise UnreadableRun(
            f"{folder.rows} holds {len(strange)} answers to cases that cases.jsonl does not ({', '.join(strange[:3])}); "
            "expected both to be of one run; run `plans eval answer` into a new folder"
        )
    return cases, rows
