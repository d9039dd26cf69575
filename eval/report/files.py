"""Write the reports of a run into its folder."""

import json
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.finished_run import read_run
from eval.report.html import html
from eval.report.junit import junit
from eval.report.markdown import markdown
from eval.run_folder import RunFolder


def write(folder: RunFolder) -> list[Path]:
    """Write the page, the tables and the results for build servers; return their paths, the page first."""
    run = read_run(folder)
    gate = _gate(folder.gate)
    made = {
        "report.html": html(run, gate).encode("utf-8", "replace"),
        "report.md": markdown(run, gate).encode("utf-8", "replace"),
        "junit.xml": junit(run),
    }
    for name, content in made.items():
        write_file(folder.path / name, content)
    return [folder.path / name for name in made]


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole; raise EvalError where that cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise EvalError(
            f"{path} cannot be written ({error.strerror}); expected a folder that may be written to; name another one"
        ) from error


def _gate(path: Path) -> dict[str, Any] | None:
    """Return what the thresholds said, None where they were not asked or of another run."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"gate", "passed", "fallen"} <= found.keys() else None
