"""Copies of what lies inside archives, kept for those who look at them."""

import contextlib
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from ingest.archives import copy_member
from vectorstore.catalog import Listed

_KEPT = 8


class Unpacked:
    """The members that were asked for last, in a folder that goes with the program."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._kept: OrderedDict[str, Path] = OrderedDict()
        self._turn = threading.Lock()

    def path(self, listed: Listed) -> Path | None:
        """Return a copy of a document's member, None where its archive does not hold it any more.

        Raises UnreadableDocument where the archive is damaged.
        """
        with self._turn:
            found = self._kept.get(listed.digest)
            if found is None:
                found = self._copied(listed)
                if found is None:
                    return None
                self._kept[listed.digest] = found
            self._kept.move_to_end(listed.digest)
            while len(self._kept) > _KEPT:
                # Where a file that is open cannot be removed, it goes with the folder.
                with contextlib.suppress(OSError):
                    self._kept.popitem(last=False)[1].unlink()
            return found

    def _copied(self, listed: Listed) -> Path | None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="plans-originals-", ignore_cleanup_errors=True)
        # The name inside the archive is somebody else's, the name of the copy is ours.
        goal = Path(self._folder.name, f"{listed.digest}{Path(listed.path).suffix.lower()}")
        return goal if copy_member(listed.path, goal) else None
