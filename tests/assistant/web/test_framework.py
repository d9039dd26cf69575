"""The framework of the page is imported without writing type stubs of itself."""

import json
import subprocess
import sys

_IMPORTING = """
import json, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
{statement}
import gradio
print(json.dumps({{"stubs": [name for name in opened if name.endswith(".pyi")], "works": gradio.HTML("x").value,
                   "left": [type(finder).__module__ for finder in sys.meta_path if "framework" in type(finder).__module__]}}))
"""


def _imported(statement: str) -> dict[str, object]:
    command = [sys.executable, "-c", _IMPORTING.format(statement=statement)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def test_no_stubs_are_written_and_nothing_is_left_in_the_way_of_imports() -> None:
    loaded = "from assistant.web.framework import load_framework; load_framework()"
    assert _imported(loaded) == {"stubs": [], "works": "x", "left": []}


def test_the_framework_alone_would_write_them() -> None:
    assert _imported("")["stubs"]
