"""Know what built a store, and refuse to mix it with something else."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from vectorstore.errors import IncompatibleStore
from vectorstore.tokens import TOKENS_VERSION

STORE_VERSION = 2
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the indexes of a store were built with."""

    store_version: int
    tokens_version: int
    embedding: str
    dimension: int


def current(embedding: str, dimension: int) -> Manifest:
    """Return the manifest of a store built now."""
    return Manifest(STORE_VERSION, TOKENS_VERSION, embedding, dimension)


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest in one step, so that a crash never leaves half of it."""
    temporary = folder / f"{_NAME}.{os.getpid()}.new"
    temporary.write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
    temporary.replace(folder / _NAME)


def read(folder: Path) -> Manifest | None:
    """Return the manifest of a store, None where there is no store.

    Raises IncompatibleStore when the file is not a manifest of this program.
    """
    path = folder / _NAME
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, TypeError, OSError) as error:
        raise IncompatibleStore(
            f"{path} is not a manifest this version can read; expected store version {STORE_VERSION}; "
            "ingest the files again into a new folder with --store, or remove this folder"
        ) from error


def check(folder: Path, found: Manifest, expected: Manifest) -> None:
    """Raise IncompatibleStore with every difference between a store and the settings in force."""
    differences = [
        f"{name} is {getattr(found, name)!r}, expected {getattr(expected, name)!r}"
        for name in ("store_version", "tokens_version", "embedding", "dimension")
        if getattr(found, name) != getattr(expected, name)
    ]
    if differences:
        raise IncompatibleStore(
            f"the store {folder} was built differently: {'; '.join(differences)}; "
            "use the settings or the version it was built with, or ingest the files again into a new folder with --store"
        )
