"""A real run of the fast part of the golden set over the bundled digests, made once."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pytest

from assistant.settings import load
from eval.about import About, CasesAsked, DocumentAsked, Index, write_about
from eval.answer_cases import Task, answer_cases
from eval.cases import Case, write_cases
from eval.golden import fast_part, golden_set, read_sets
from eval.judge_run import judge_run
from eval.row import Row
from eval.rows import write_lines
from eval.run_folder import RunFolder
from ingest.samples import sample_files


class Silent:
    """Shows nothing of a run."""

    def start(self, total: int, done: int) -> None:
        pass

    def case(self, row: Row) -> None:
        pass

    def tell(self, text: str) -> None:
        pass


@pytest.fixture(scope="session")
def fast_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The judged run; to be read only."""
    base = tmp_path_factory.mktemp("golden")
    folder = RunFolder(base / "fast")
    cases = fast_part(read_sets([golden_set()]))
    with pytest.MonkeyPatch.context() as own:
        # What whoever runs the tests has set is none of the golden set's.
        for name in [name for name in os.environ if name.startswith("PLANS_")]:
            own.delenv(name)
        own.chdir(base)
        settings = load(store=base / "store")
    answer_cases(Task(cases, settings, documents=tuple(sample_files()), part="fast", workers=1), folder, Silent())
    judge_run(folder)
    return folder


@pytest.fixture
def copy_of_fast_run(fast_run: RunFolder, tmp_path: Path) -> RunFolder:
    """The same in a folder that a test may change."""
    copy = RunFolder(tmp_path / "fast")
    copy.path.mkdir()
    for path in fast_run.path.iterdir():
        (copy.path / path.name).write_bytes(path.read_bytes())
    return copy


class WriteRun(Protocol):
    """Writes and judges a run of given cases and answers; an answer without citations is one that was refused."""

    def __call__(self, name: str, cases: Sequence[Case], rows: Sequence[Row]) -> RunFolder: ...


@pytest.fixture
def write_run(tmp_path: Path) -> WriteRun:
    """A maker of small runs."""

    def write(name: str, cases: Sequence[Case], rows: Sequence[Row]) -> RunFolder:
        folder = RunFolder(tmp_path / name)
        folder.path.mkdir()
        write_about(
            folder,
            About(
                program="0.1.0",
                code="c0de" * 16,
                python="3.11.7",
                platform="linux x86_64",
                libraries={"tantivy": "0.27.0"},
                settings={"language": "zh", "llm_model": ""},
                cases=CasesAsked(files=("own.jsonl",), version="1", sha256="ab" * 32, count=len(cases)),
                index=Index(manifest={"embedding": "bundled"}, documents=(DocumentAsked(id="plan", digest="cd" * 32),)),
                workers=1,
                started="2026-11-22T10:00:00+00:00",
            ),
        )
        write_cases(folder.cases, cases)
        write_lines(folder.rows, rows)
        judge_run(folder)
        return folder

    return write
