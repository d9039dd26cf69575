"""Read the prompt texts that lie beside this module as Markdown files, one a language."""

from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]


@cache
def prompt(name: str, language: Language = "zh") -> str:
    """Return a prompt text; an unknown name raises FileNotFoundError."""
    return Path(__file__).with_name(f"{name}.{language}.md").read_text(encoding="utf-8").strip()


@cache
def entries(name: str, language: Language = "zh") -> dict[str, str]:
    """Return the entries of a list "- key: text"."""
    pairs = (line[2:].partition(": ") for line in prompt(name, language).splitlines() if line.startswith("- "))
    return {key: text for key, _, text in pairs}
