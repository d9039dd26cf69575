"""Find the sources behind the paths and addresses a user names, and give each document its id."""

import os
import re
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from ingest.archives import INSIDE, SUFFIX, Archives
from ingest.errors import IngestError, NotFound
from ingest.fetch import Fetcher, Page, is_address
from ingest.origin import File, Origin, Skipped, unread_suffix
from ingest.side_file import FILE as SIDE_FILE

_IGNORED = ("~$", ".")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, archive member or page to be read, with the id of the document it becomes."""

    origin: Origin
    id: str


class Found(NamedTuple):
    """What stands behind the paths and addresses of one run; open only as long as the run."""

    origins: list[Origin]
    skipped: list[Skipped]
    archives: frozenset[str]


@contextmanager
def gathered(paths: Sequence[str], suffixes: frozenset[str], fetcher: Fetcher | None = None) -> Iterator[Found]:
    """Find files, look into archives and fetch addresses; temporary files are removed at the end.

    What cannot be listed or fetched is skipped with its reason. Raises NotFound naming all missing paths.
    """
    fetcher = fetcher or Fetcher()
    addresses = dict.fromkeys(path.strip().partition("#")[0] for path in paths if is_address(path))
    files, skipped = find_files([path for path in paths if not is_address(path)], suffixes | {SUFFIX})
    direct: list[File | Page] = [File(path) for path in files]
    origins: list[Origin] = []
    looked_into: set[str] = set()
    # Most runs need no temporary folder, and one that is killed cannot remove it.
    needed = addresses or any(path.suffix.lower() == SUFFIX for path in files)
    temporary = tempfile.TemporaryDirectory(prefix="plans-", ignore_cleanup_errors=True) if needed else nullcontext("")
    with temporary as folder:
        for number, address in enumerate(addresses):
            try:
                direct.append(fetcher.fetch(address, Path(folder, f"page{number}")))
            except IngestError as error:
                skipped.append(Skipped(address, str(error)))
        with closing(Archives(Path(folder))) as archives:
            for origin in direct:
                if PurePath(origin.name).suffix.lower() != SUFFIX:
                    origins.append(origin)
                    continue
                listing = archives.list(origin.path, origin.location, suffixes | {SUFFIX}, origin.address)
                origins.extend(listing.members)
                skipped.extend(listing.skipped)
                looked_into.add(origin.location)
            yield Found(origins, skipped, frozenset(looked_into))


def find_files(paths: Iterable[str], suffixes: frozenset[str]) -> tuple[list[Path], list[Skipped]]:
    """Return the files to read, sorted, and what is skipped.

    A regular file named directly is always returned (its reader says what is wrong with it); inside folders, files of
    other suffixes are skipped with a reason, hidden and lock files and the side file silently. Pipes, devices, links to
    nothing and names that are no text are skipped with a reason everywhere. Raises NotFound naming all missing paths.
    """
    named = [Path(path) for path in paths]
    missing = [_shown(path) for path in named if not os.path.lexists(path)]
    if missing:
        raise NotFound(
            f"no such file or folder: {', '.join(missing)}; expected the path of a plan document or of a folder of them; "
            "check the spelling"
        )
    files: dict[Path, None] = {}
    skipped: list[Skipped] = []

    def take(path: Path) -> None:
        problem = _not_a_file(path)
        if problem:
            skipped.append(Skipped(_shown(path), problem))
        else:
            files[path.resolve()] = None

    for path in named:
        if not os.path.isdir(path):
            if path.name != SIDE_FILE:
                take(path)
            continue
        for folder, folders, names in os.walk(path, onerror=lambda error: skipped.append(_unreadable(error))):
            folders[:] = sorted(name for name in folders if not name.startswith(_IGNORED))
            for name in sorted(names):
                if name.startswith(_IGNORED) or name == SIDE_FILE:
                    continue
                found = Path(folder, name)
                if found.suffix.lower() in suffixes:
                    take(found)
                else:
                    skipped.append(Skipped(_shown(found), unread_suffix(_shown(name), suffixes)))
    return sorted(files), skipped


def _shown(path: str | Path) -> str:
    """Return a path as text; bytes that are no UTF-8 become replacement characters."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _not_a_file(path: Path) -> str | None:
    """Say why a path is no file that can be read and stored, None where it is one.

    Only regular files end: opening a pipe waits for a writer that may never come.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if not path.is_symlink():
            return f"the file cannot be looked at ({error.strerror}); expected permission to read it"
        target = _shown(os.readlink(path))
        return f"this link cannot be followed to '{target}' ({error.strerror}); expected a link to a file; correct or remove it"
    if not stat.S_ISREG(mode):
        return "this is a pipe, socket or device; expected a regular file; copy its content into one"
    if _shown(path.resolve()) != str(path.resolve()):
        return "its name or the name of a folder around it is no UTF-8 text; expected a name that is; rename it"
    return None


def _unreadable(error: OSError) -> Skipped:
    return Skipped(
        _shown(error.filename), f"the folder cannot be read ({error.strerror}); expected permission to list it"
    )


def name_documents(origins: Sequence[Origin], known: Mapping[str, str]) -> list[Source]:
    """Give each origin its document id: its name without suffix, made longer only where two would be the same.

    `known` maps the locations already in the store to their ids, which stay. A name that occurs twice becomes
    "folder/name", then "folder/name.suffix", then the whole location.
    """
    taken = set(known.values())
    locations = {origin.location for origin in origins}
    in_use = Counter(PurePath(origin.name).stem for origin in origins)
    in_use.update(PurePath(location).stem for location in known.keys() - locations)
    sources: list[Source] = []
    for origin in origins:
        identifier = known.get(origin.location)
        if identifier is None:
            stem = PurePath(origin.name).stem
            choices = [f"{origin.folder}/{stem}", f"{origin.folder}/{origin.name}", origin.location]
            if in_use[stem] == 1:
                choices.insert(0, stem)
            identifier = next(choice for choice in choices if choice not in taken)
            taken.add(identifier)
        sources.append(Source(origin, identifier))
    return sources


def gone(locations: Iterable[str], found: Found) -> list[str]:
    """Return the locations of which nothing is left: the file is gone, or its archive as read in this run holds no such member.

    Addresses are never gone, as a page that does not answer today may answer tomorrow.
    """
    kept = {origin.location for origin in found.origins} | {skipped.path for skipped in found.skipped}
    return [location for location in locations if not is_address(location) and _is_gone(location, found, kept)]


def _is_gone(location: str, found: Found, kept: set[str]) -> bool:
    around = [location[: mark.start()] for mark in re.finditer(re.escape(INSIDE), location)]
    if any(archive in found.archives for archive in around):
        return not any(place in kept for place in (location, *around))
    return not any(map(_exists, (location, *around)))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        # What cannot be looked at is not known to be gone.
        return True
