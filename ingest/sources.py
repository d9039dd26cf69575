"""Find the files behind the paths a user names, and give each document its id."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import NotFound

_IGNORED = ("~$", ".")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read, with the id of the document it becomes."""

    path: Path
    id: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was not read, and why, in words for the user."""

    path: str
    reason: str


def find_files(paths: Iterable[str], suffixes: frozenset[str]) -> tuple[list[Path], list[Skipped]]:
    """Return the files to read, sorted, and what is skipped.

    A file named directly is always returned (its reader says what is wrong with it); inside folders, files of other
    suffixes are skipped with a reason, hidden and lock files silently. Raises NotFound naming all missing paths.
    """
    named = [Path(path) for path in paths]
    missing = [str(path) for path in named if not path.exists()]
    if missing:
        raise NotFound(
            f"no such file or folder: {', '.join(missing)}; expected the path of a plan document or of a folder of them; "
            "check the spelling"
        )
    files: dict[Path, None] = {}
    skipped: list[Skipped] = []
    for path in named:
        if not path.is_dir():
            files[path.resolve()] = None
            continue
        for folder, folders, names in os.walk(path, onerror=lambda error: skipped.append(_unreadable(error))):
            folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED))
            for name in sorted(names):
                if name.startswith(_IGNORED):
                    continue
                found = Path(folder, name)
                if found.suffix.lower() in suffixes:
                    files[found.resolve()] = None
                else:
                    reason = (
                        f"'{found.suffix or name}' files are not read; expected one of {' '.join(sorted(suffixes))}"
                    )
                    skipped.append(Skipped(str(found), reason))
    return sorted(files), skipped


def _unreadable(error: OSError) -> Skipped:
    return Skipped(str(error.filename), f"the folder cannot be read ({error.strerror}); expected permission to list it")


def name_documents(files: Sequence[Path], known: Mapping[str, str]) -> list[Source]:
    """Give each file its document id: its name without suffix, made longer only where two would be the same.

    `known` maps the paths already in the store to their ids, which stay. A name that occurs twice becomes
    "folder/name", then "folder/name.suffix", then the whole path.
    """
    taken = {identifier: path for path, identifier in known.items()}
    fresh = [file for file in files if str(file) not in known]
    in_use = Counter(file.stem for file in files)
    in_use.update(Path(path).stem for path in set(known) - {str(file) for file in files})
    named: dict[Path, str] = {file: known[str(file)] for file in files if str(file) in known}
    for file in fresh:
        choices = [f"{file.parent.name}/{file.stem}", f"{file.parent.name}/{file.name}", str(file)]
        if in_use[file.stem] == 1:
            choices.insert(0, file.stem)
        identifier = next(choice for choice in choices if choice not in taken)
        taken[identifier] = str(file)
        named[file] = identifier
    return [Source(file, named[file]) for file in files]
