"""The import map: who may import whom, which foreign library is named where, and what a command must not load."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("assistant", "ingest", "vectorstore", "prompts", "eval")
MAY_IMPORT = {
    "ingest": {"ingest"},
    "prompts": {"prompts"},
    "vectorstore": {"vectorstore", "ingest"},
    "assistant": {"assistant", "vectorstore", "ingest", "prompts"},
    "eval": set(OURS),
}
NOT_FOR_EVAL = ("assistant.cli", "assistant.web", "assistant.api", "assistant.serve")
ONLY_IN = {
    "chromadb": ["vectorstore/dense.py"],
    "rapidocr": ["ingest/read/scan.py"],
    "tantivy": ["vectorstore/lexical.py"],
    # train.py made the bundled embedding; a test below keeps it off every path of the program.
    "sentence_transformers": ["vectorstore/pretrained.py", "vectorstore/cross_encoder.py", "vectorstore/train.py"],
    "torch": ["assistant/passage_reader/layers.py", "assistant/passage_reader/train.py"],
    "transformers": ["vectorstore/pretrained.py"],
    "huggingface_hub": ["vectorstore/pretrained.py"],
    "gradio": ["assistant/web/*"],
    "pypdf": ["ingest/read/pdf*.py"],
    "pypdfium2": ["ingest/read/pdf*.py"],
    "rjieba": ["vectorstore/tokens.py"],
    "opencc": ["ingest/script.py"],
    "pypinyin": ["assistant/syllables.py"],
    "sqlite3": ["vectorstore/catalog.py", "assistant/feedback.py"],
    "openpyxl": ["assistant/ledger/export.py", "ingest/read/sheet.py", "eval/exchange/table.py"],
    "httpx": [
        "ingest/fetch.py",
        "assistant/llm/wire.py",
        "assistant/llm/model.py",
        "eval/asking_server.py",
        "eval/visitors.py",
    ],
    "langchain_openai": ["assistant/llm/model.py"],
    "langsmith": ["assistant/llm/model.py"],
    "openai": ["assistant/llm/model.py"],
    "reportlab": ["ingest/samples/build.py"],
    "jinja2": ["eval/report/page.py"],
    "jieba": ["eval/retrieval/alternatives.py"],
    "bm25s": ["eval/retrieval/alternatives.py"],
    "langchain_chroma": ["eval/retrieval/alternatives.py"],
    "langchain_classic": ["eval/retrieval/alternatives.py"],
    "langchain_community": ["eval/retrieval/alternatives.py"],
}
HEAVY = ("torch", "gradio", "sentence_transformers", "pandas", "langchain_core", "langchain", "langchain_openai")


class Import(NamedTuple):
    """One import statement: the file it stands in, the module it names, whether it runs when the program does."""

    file: str
    module: str
    at_run_time: bool


def _for_types_only(tree: ast.Module) -> set[int]:
    """The lines under `if TYPE_CHECKING:`, which never run."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            for inner in node.body:
                lines.update(range(inner.lineno, (inner.end_lineno or inner.lineno) + 1))
    return lines


def _imports() -> Iterator[Import]:
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            types = _for_types_only(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    assert node.level == 0, f"{file}:{node.lineno} imports relatively"
                    names = [alias.name for alias in node.names]
                    modules = [f"{node.module}.{name}" if node.module in OURS else str(node.module) for name in names]
                else:
                    continue
                yield from (Import(file, module, node.lineno not in types) for module in modules)


IMPORTS = list(_imports())


def test_the_map_is_checked_against_real_modules() -> None:
    assert len({item.file for item in IMPORTS}) > 40


@pytest.mark.parametrize("package", OURS)
def test_a_package_imports_only_those_below_it(package: str) -> None:
    wrong = [
        f"{item.file} imports {item.module}"
        for item in IMPORTS
        if item.file.startswith(f"{package}/") and item.module.split(".")[0] in set(OURS) - MAY_IMPORT[package]
    ]
    assert wrong == []


def test_the_evaluation_does_not_reach_into_the_surfaces() -> None:
    wrong = [
        f"{item.file} imports {item.module}"
        for item in IMPORTS
        if item.file.startswith("eval/") and any(f"{item.module}.".startswith(f"{name}.") for name in NOT_FOR_EVAL)
    ]
    assert wrong == []


def test_the_evaluation_is_loaded_by_name_in_one_place_only() -> None:
    below = [path for package in OURS if package != "eval" for path in (ROOT / package).rglob("*.py")]
    named = [
        path.relative_to(ROOT).as_posix() for path in below if re.search(r"""["']eval\.\w""", path.read_text("utf-8"))
    ]
    assert named == ["assistant/cli.py"]


def test_nothing_imports_the_tests() -> None:
    assert [item.file for item in IMPORTS if item.module.split(".")[0] in ("tests", "conftest", "pytest")] == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_foreign_library_is_named_in_one_place(library: str) -> None:
    wrong = [
        item.file
        for item in IMPORTS
        if item.module.split(".")[0] == library and not any(fnmatch(item.file, allowed) for allowed in ONLY_IN[library])
    ]
    assert wrong == []


def test_nothing_imports_the_training_of_the_embedding() -> None:
    importing = {item.file for item in IMPORTS if re.match(r"vectorstore\.(?:train|glosses)\b", item.module)}
    assert importing == {"vectorstore/glosses.py"}


def test_nothing_but_its_training_imports_what_trains_the_reader() -> None:
    training = re.compile(r"assistant\.passage_reader\.(?:train|layers|examples|cloze|plan_questions)\b")
    importing = {item.file for item in IMPORTS if item.at_run_time and training.match(item.module)}
    assert importing == {
        f"assistant/passage_reader/{name}.py" for name in ("characters", "cloze", "plan_questions", "train")
    }


def _loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Run `plans` in a process of its own; return the top-level names of all modules loaded when it ended."""
    report = tmp_path / "modules.json"
    code = (
        "import atexit, json, sys\n"
        f"atexit.register(lambda: open({str(report)!r}, 'w').write(json.dumps(sorted(sys.modules))))\n"
        "from assistant.cli import main\n"
        "main(prog_name='plans')"
    )
    environment = {**os.environ, "PLANS_STORE": str(tmp_path / "store")}
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert result.returncode == 0, result.stderr
    return {name.split(".")[0] for name in json.loads(report.read_text())}


@pytest.mark.parametrize("arguments", [["--help"], ["eval", "--help"], ["eval", "run", "--help"]], ids=" ".join)
def test_help_does_not_wait_for_heavy_libraries(tmp_path: Path, arguments: list[str]) -> None:
    loaded = _loaded(tmp_path, *arguments)
    assert loaded & {*HEAVY, "chromadb", "tantivy", "pydantic", "numpy", "rich", "fastapi", "lxml", "pypdf"} == set()


def test_a_question_does_not_wait_for_the_web_or_for_models(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, "ask", "到2025年衡阳地区生产总值目标是多少？")
    assert "tantivy" in loaded
    assert loaded & {*HEAVY, "fastapi", "uvicorn"} == set()
