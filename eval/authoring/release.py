"""Released sets: what they are called, and the digests by which a change is noticed.

`python -m eval.authoring.release FILE NAME VERSION` releases a file.
"""

import hashlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from eval.authoring.validate import validate
from eval.errors import UnreadableCases

CASES = Path(__file__).parents[1] / "cases"
_LIST = "released.json"


class Release(BaseModel):
    """A released set: its file never changes again."""

    model_config = ConfigDict(frozen=True)

    name: str
    version: str
    file: str
    count: int
    sha256: str


_RELEASES = TypeAdapter(list[Release])


def released(folder: Path = CASES) -> list[Release]:
    """Return the released sets of a folder, in the order of their release."""
    listed = folder / _LIST
    return _RELEASES.validate_json(listed.read_bytes()) if listed.is_file() else []


def newest(name: str, folder: Path = CASES) -> Path | None:
    """Return the file of the newest version of a set, None where there is no such set."""
    files = [one.file for one in released(folder) if one.name == name]
    return folder / files[-1] if files else None


def changed(folder: Path = CASES) -> list[str]:
    """Return what is no longer as it was released, one sentence a file."""
    found = []
    for one in released(folder):
        path = folder / one.file
        if not path.is_file():
            found.append(f"{one.file} is missing; expected set {one.name} {one.version}; put the file back")
        elif (now := _describe(path, one.name, one.version)) != one:
            found.append(
                f"{one.file} has changed ({now.count} cases, {now.sha256[:12]}…); expected {one.count} cases, "
                f"{one.sha256[:12]}… as released; undo the change and release a new version"
            )
    return found


def release(source: Path, name: str, version: str, folder: Path = CASES) -> Path:
    """Copy a file of cases that has nothing wrong to `name-version.jsonl` and list it; return the copy.

    Raises UnreadableCases for a file with problems, and for a version that exists.
    """
    problems = validate(source)
    if problems:
        told = "\n".join(problem.told(str(source)) for problem in problems)
        raise UnreadableCases(f"{source} cannot be released as it has {len(problems)} problems:\n{told}")
    target = folder / f"{name}-{version}.jsonl"
    listed = released(folder)
    if target.exists() or any((one.name, one.version) == (name, version) for one in listed):
        raise UnreadableCases(
            f"{name} {version} is released already; expected a new version; released sets never change"
        )
    shutil.copyfile(source, target)
    listed.append(_describe(target, name, version))
    (folder / _LIST).write_bytes(_RELEASES.dump_json(listed, indent=2) + b"\n")
    return target


def _describe(path: Path, name: str, version: str) -> Release:
    data = path.read_bytes()
    count = len([line for line in data.splitlines() if line.strip()])
    return Release(name=name, version=version, file=path.name, count=count, sha256=hashlib.sha256(data).hexdigest())


def main(arguments: Sequence[str]) -> int:
    """Release a file as the command line says; return the exit code."""
    if len(arguments) != 3:
        sys.stderr.write(f"found {len(arguments)} words, expected FILE NAME VERSION\n")
        return 2
    source, name, version = arguments
    try:
        sys.stdout.write(f"{release(Path(source), name, version)}\n")
    except UnreadableCases as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
