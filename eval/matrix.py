"""Run the same cases under several settings, and set the figures side by side."""

import os
import re
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.llm.failure import ModelFailure
from assistant.llm.model import ChatModel, endpoint_of
from assistant.settings import PREFIX, Settings, SettingsError, load
from eval.answer_cases import Shown, Task, answer_cases
from eval.errors import EvalError, UnreadableGate
from eval.finished_run import FinishedRun, read_run
from eval.intervals import Paired, paired
from eval.judge_run import judge_run
from eval.report.files import write
from eval.run_folder import RunFolder
from eval.score import Score
from vectorstore.cross_encoder import make_reranker
from vectorstore.embed import make_embedder
from vectorstore.errors import StoreError

# A setting that names the environment variable with the key, as a file is no place for a secret.
_KEY_FROM = "llm_api_key_from"
_MODEL_ANSWERS = 20.0


class Setting(NamedTuple):
    """A named set of settings of a file."""

    name: str
    values: dict[str, Any]


class Entry(NamedTuple):
    """A row of the table: the judged run of a setting compared with the first one, or why there is none."""

    name: str
    run: FinishedRun | None
    against: Paired | None
    why_not: str = ""

    @property
    def by_model(self) -> float:
        """The share of the answers that a chat model wrote."""
        rows = list(self.run.rows.values()) if self.run else []
        return sum(row.mode == "llm" for row in rows) / len(rows) if rows else 0.0


def read_settings(path: Path) -> list[Setting]:
    """Return the named settings of a TOML file, in its order; raises UnreadableGate for what is none."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(path, [getattr(error, "strerror", None) or str(error)]) from error
    loose = [name for name, table in tables.items() if not isinstance(table, dict)]
    problems = [f"{name} stands in no table" for name in loose]
    problems += [f"{name} is no name for a folder" for name in tables if not re.fullmatch(r"[\w.-]+", name)]
    found = []
    for name, table in tables.items():
        if name in loose:
            continue
        values = {key.removeprefix(PREFIX).lower() if key.startswith(PREFIX) else key: table[key] for key in table}
        problems += [
            f"{name}: {key} is not a setting" for key in values if key not in (*Settings.model_fields, _KEY_FROM)
        ]
        secret = [key for key in values if key in ("llm_api_key", "admin_password")]
        problems += [
            f"{name}: {key} is a secret; name the environment variable that holds it in {_KEY_FROM}" for key in secret
        ]
        found.append(Setting(name, values))
    if problems or not found:
        raise _unreadable(path, problems or ["it names no settings"])
    return found


def _unreadable(path: Path, problems: Sequence[str]) -> UnreadableGate:
    return UnreadableGate(
        f"{path}: {'; '.join(problems)}; expected a table for every way to answer, such as [extractive] with nothing in it and "
        '[qwen] with llm_base_url = "…" and llm_model = "…"; correct the file'
    )


def matrix(task: Task, settings: Sequence[Setting], folder: Path, shown: Shown, fresh: bool = False) -> list[Entry]:
    """Return an entry for every setting; what cannot be had is told in its entry and does not stop the others."""
    entries: list[Entry] = []
    first: FinishedRun | None = None
    for setting in settings:
        shown.tell(f"{setting.name}:")
        try:
            run = _run(task, setting, RunFolder(folder / setting.name), shown, fresh)
        except (SettingsError, StoreError, EvalError) as error:
            shown.tell(f"{setting.name} not run: {error}")
            entries.append(Entry(setting.name, None, None, str(error)))
            continue
        entries.append(Entry(setting.name, run, _against(run, first) if first else None))
        first = first or run
    return entries


def _run(task: Task, setting: Setting, folder: RunFolder, shown: Shown, fresh: bool) -> FinishedRun:
    settings = settings_of(setting, task.settings)
    _check_models(settings)
    answer_cases(task._replace(settings=settings), folder, shown, fresh)
    judge_run(folder)
    write(folder)
    return read_run(folder)


def settings_of(setting: Setting, base: Settings) -> Settings:
    """Return the settings in force with those of the file over them."""
    values = dict(setting.values)
    variable = values.pop(_KEY_FROM, None)
    if variable is not None:
        if not os.environ.get(str(variable)):
            raise SettingsError(f"{_KEY_FROM}: found no environment variable {variable}, expected the key; set it")
        values["llm_api_key"] = os.environ[str(variable)]
    return load(**{"store": base.store, "language": base.language, **values})


def _check_models(settings: Settings) -> None:
    """Raise where a model that is named cannot be had; asked of it, the program would quietly do without."""
    make_embedder(settings.embedding_model)
    reranker = make_reranker(settings.reranker_model)
    if reranker:
        reranker.load()
    endpoint = endpoint_of(settings)
    if endpoint is None:
        return
    reply = ChatModel(endpoint).reply([("human", "1+1=?")], time.monotonic() + min(endpoint.timeout, _MODEL_ANSWERS))
    try:
        for _ in reply:
            break
    except ModelFailure as failure:
        raise SettingsError(
            f"the chat model '{endpoint.model}' gives no reply ({failure}); expected an OpenAI-compatible endpoint at "
            "llm_base_url that has this model; start it, or take this setting out of the file"
        ) from None


def _against(run: FinishedRun, first: FinishedRun) -> Paired | None:
    """Compare with the first setting over the cases both were asked."""
    before = {score.id: score for score in first.scores}
    pairs = [(score, before[score.id]) for score in run.scores if score.id in before]
    return paired([_passed(one) for one, _ in pairs], [_passed(one) for _, one in pairs]) if pairs else None


def _passed(score: Score) -> float:
    return float(score.passed)
