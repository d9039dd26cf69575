"""Let questions go first: what can wait gives way to what somebody waits for."""

import time
from collections.abc import Callable

_LOOK_AGAIN = 0.02


class Courtesy:
    """Hold work up while somebody waits for an answer, but never for good."""

    def __init__(self, busy: Callable[[], bool], longest: float = 0.5) -> None:
        self._busy = busy
        self._longest = longest

    def give_way(self, longest: float | None = None) -> None:
        """Return when nobody waits for an answer any more, at the latest after `longest` seconds."""
        end = time.monotonic() + (self._longest if longest is None else longest)
        while self._busy() and time.monotonic() < end:
            time.sleep(_LOOK_AGAIN)
