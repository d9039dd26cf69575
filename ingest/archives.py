"""Look into ZIP archives without unpacking them: which members are documents, and their bytes."""

import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from ingest.errors import IngestError
from ingest.origin import Skipped, unread_suffix
from ingest.unpack import METHODS, MOST_MEMBERS, check_directory, check_sizes, too_many_members, translated

SUFFIX = ".zip"
INSIDE = "!/"
_DEEPEST = 2
_LARGEST_EXPANDED = 500 * 1024**2
_CHUNK = 1024**2
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_IGNORED = ("~$", ".", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive."""

    location: str
    name: str
    folder: str
    address: str | None
    archive: Path
    info: zipfile.ZipInfo
    archives: "Archives"

    @property
    def size(self) -> int:
        """The size unpacked, as the archive states it; never more is unpacked."""
        return self.info.file_size

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the member; it is unpacked while it is read, in pieces. Raises UnreadableDocument for damage."""
        with translated(self.name), self.archives.opened(self.archive).open(self.info) as file:
            yield file


class Listing(NamedTuple):
    """The members of an archive that can be read, and what is skipped."""

    members: list[Member]
    skipped: list[Skipped]


class Archives:
    """The archives of one run; archives inside archives lie in its temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copied = 0
        self._current: tuple[Path, zipfile.ZipFile] | None = None

    def opened(self, path: Path) -> zipfile.ZipFile:
        """Return an open archive; the one before is closed, so that a thousand archives need one file handle."""
        if self._current is None or self._current[0] != path:
            self.close()
            self._current = path, zipfile.ZipFile(path)
        return self._current[1]

    def close(self) -> None:
        """Close the archive that is open."""
        if self._current is not None:
            self._current[1].close()
            self._current = None

    def copied(self, member: Member) -> Path:
        """Copy an inner archive into the temporary folder, under a name of our own."""
        self._copied += 1
        path = self._folder / f"inner{self._copied}{SUFFIX}"
        with member.open() as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file, _CHUNK)
        return path

    def list(self, path: Path, location: str, suffixes: frozenset[str], address: str | None = None) -> Listing:
        """List the documents of an archive and of the archives inside it.

        An archive that is damaged, or larger than is safe, is skipped whole with the reason, a member alone.
        """
        walk = _Walk(self, suffixes, address)
        walk.visit(path, location, 1)
        return Listing(walk.members, walk.skipped)


def archive_of(location: str) -> Path | None:
    """Return the archive on this disk that a location lies in, None where there is none."""
    outer, inside, _ = location.partition(INSIDE)
    path = Path(outer)
    return path if inside and path.is_absolute() and path.is_file() else None


def copy_member(location: str, goal: Path) -> bool:
    """Copy the member of an archive to a file; False where there is no such member any more.

    Raises UnreadableDocument for damage.
    """
    outer = archive_of(location)
    if outer is None:
        return False
    suffixes = frozenset([SUFFIX, PurePosixPath(location).suffix.lower()])
    with tempfile.TemporaryDirectory(prefix="plans-") as folder, closing(Archives(Path(folder))) as archives:
        members = archives.list(outer, str(outer), suffixes).members
        member = next((member for member in members if member.location == location), None)
        if member is None:
            return False
        with member.open() as packed, goal.open("wb") as file:
            shutil.copyfileobj(packed, file, _CHUNK)
    return True


class _Walk:
    """A walk through an archive and the archives inside it, which share one allowance of members and bytes."""

    def __init__(self, archives: Archives, suffixes: frozenset[str], address: str | None) -> None:
        self.members: list[Member] = []
        self.skipped: list[Skipped] = []
        self._archives = archives
        self._suffixes = suffixes
        self._address = address
        self._left = MOST_MEMBERS
        self._bytes_left = _LARGEST_EXPANDED

    def visit(self, path: Path, location: str, depth: int) -> None:
        name = re.split(r"[/\\]", location)[-1]
        try:
            with translated(name):
                with path.open("rb") as file:
                    check_directory(file, name)
                infos = self._archives.opened(path).infolist()
                self._spend(infos, path.stat().st_size, name)
        except IngestError as error:
            self.skipped.append(Skipped(location, str(error)))
            return
        seen: set[str] = set()
        for info in infos:
            inside = _member_name(info)
            place = PurePosixPath(inside)
            if inside.endswith("/") or any(part.startswith(_IGNORED) and part != ".." for part in place.parts):
                continue
            folder = place.parent.name or PurePosixPath(name).stem
            member = Member(
                f"{location}{INSIDE}{inside}", place.name, folder, self._address, path, info, self._archives
            )
            reason = "the archive holds another member of this name, which is read" if inside in seen else None
            reason = reason or _unfit(info, inside, self._suffixes)
            seen.add(inside)
            if reason:
                self.skipped.append(Skipped(member.location, reason))
            elif place.suffix.lower() == SUFFIX:
                self._descend(member, depth + 1)
            else:
                self.members.append(member)

    def _spend(self, infos: list[zipfile.ZipInfo], packed: int, name: str) -> None:
        """Take an archive's members and bytes, as its directory states them, from what is left.

        No more than the stated size is ever unpacked of a member, so that a false statement gains nothing.
        """
        if len(infos) > self._left:
            raise too_many_members(name)
        size = check_sizes(infos, packed, name, self._bytes_left)
        self._left -= len(infos)
        self._bytes_left -= size

    def _descend(self, member: Member, depth: int) -> None:
        if depth > _DEEPEST:
            reason = (
                f"an archive inside {_DEEPEST} others is not read; expected at most {_DEEPEST} levels; unpack it first"
            )
            self.skipped.append(Skipped(member.location, reason))
            return
        try:
            path = self._archives.copied(member)
        except IngestError as error:
            self.skipped.append(Skipped(member.location, str(error)))
            return
        self.visit(path, member.location, depth)


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return the name in the encoding it was written in; old programs write GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = info.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return _CONTROLS.sub("_", name.replace("\\", "/"))


def _unfit(info: zipfile.ZipInfo, name: str, suffixes: frozenset[str]) -> str | None:
    """Say why a member is not read, None for one that is."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or re.match("[A-Za-z]:", name):
        return "its path leads out of the archive; expected a path inside it; pack the documents anew"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link to another file; expected a document; pack the document itself"
    if place.suffix.lower() not in suffixes:
        return unread_suffix(name, suffixes)
    if info.flag_bits & 0x1:
        return "it is encrypted; expected an archive without a password; unpack it first"
    if info.compress_type not in METHODS:
        return f"it is packed by method {info.compress_type}; expected an ordinary ZIP (deflate); pack it anew"
    return None
