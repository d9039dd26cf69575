"""The files that administrators upload: kept in one folder of the store and nowhere else."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath

from ingest.read.open import SUFFIXES
from ingest.side_file import FILE as SIDE_FILE
from ingest.side_file import Stated, write_entry

LARGEST = 100 * 1024**2
_FOLDER = "uploads"
_LONGEST_NAME = 120
_UNUSABLE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class Uploads:
    """The folder of uploaded files."""

    def __init__(self, store: Path) -> None:
        self.folder = store.absolute() / _FOLDER

    def save(self, given: Path, name: str) -> Path | None:
        """Copy an uploaded file under its own name; None where the name or size is not allowed."""
        plain = safe_name(name)
        if plain is None or given.stat().st_size > LARGEST:
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        goal = self.folder / plain
        beside = goal.with_name(f".{plain}.new")
        shutil.copyfile(given, beside)
        beside.replace(goal)
        return goal

    def holds(self, location: str) -> bool:
        """Tell whether a document was read from a file in here."""
        path = Path(location)
        return path.parent == self.folder.resolve() and path.is_file()

    def describe(self, location: str, stated: Stated) -> None:
        """Keep what an administrator states about an uploaded file beside it."""
        if self.holds(location):
            write_entry(self.folder, PurePath(location).name, stated)

    def delete(self, location: str) -> None:
        """Delete an uploaded file and what was stated about it; other files are left alone."""
        if self.holds(location):
            write_entry(self.folder, PurePath(location).name, None)
            Path(location).unlink()


def safe_name(name: str) -> str | None:
    """Return a file name that stays in its folder, None where it cannot be one of a document."""
    plain = _UNUSABLE.sub("_", PurePath(name.replace("\\", "/")).name).strip(" .~$")
    path = PurePath(plain)
    if not path.stem.strip("_ ") or path.suffix.lower() not in SUFFIXES or plain == SIDE_FILE:
        return None
    return path.stem[:_LONGEST_NAME] + path.suffix


def suffixes() -> Iterator[str]:
    """Yield the suffixes that can be uploaded, in order."""
    yield from sorted(SUFFIXES)
