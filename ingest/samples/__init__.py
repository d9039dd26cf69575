"""The bundled sample plans: digests of five plans in several file formats."""

from importlib.resources import files
from pathlib import Path

_SUFFIXES = frozenset((".md", ".html", ".docx", ".pdf"))


def sample_files() -> list[Path]:
    """Return the paths of the sample plans, sorted by name."""
    folder = Path(str(files(__name__)))
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in _SUFFIXES)
