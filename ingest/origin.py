"""Where a document comes from: a file, a member of an archive, or a page of the web."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol


class Origin(Protocol):
    """Something with bytes to be read, wherever it lies."""

    @property
    def location(self) -> str:
        """What the store knows it by: a path, "archive.zip!/member" or an address."""

    @property
    def name(self) -> str:
        """Its file name; the suffix decides how it is read, the rest becomes the id of the document."""

    @property
    def folder(self) -> str:
        """The name of the folder or site it lies in."""

    @property
    def address(self) -> str | None:
        """Its address on the web, None where it came from a disk."""

    @property
    def size(self) -> int:
        """The number of its bytes."""

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open its bytes; errors of reading them are IngestErrors or OSErrors."""


@dataclass(frozen=True, slots=True)
class File:
    """A file on a disk."""

    path: Path

    @property
    def location(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def name(self) -> str:
        """The file name."""
        return self.path.name

    @property
    def folder(self) -> str:
        """The name of the folder."""
        return self.path.parent.name

    @property
    def address(self) -> None:
        """None: a file has no address on the web."""

    @property
    def size(self) -> int:
        """The size on the disk."""
        return self.path.stat().st_size

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Open the file."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, folder, archive member or address that was not read, and why, in words for the user."""

    path: str
    reason: str


def unread_suffix(name: str, suffixes: frozenset[str]) -> str:
    """Say that files of this suffix are not read."""
    return f"'{Path(name).suffix or name}' files are not read; expected one of {' '.join(sorted(suffixes))}"
