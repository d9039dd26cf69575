"""A limit on the time one page may take."""

import time


class TooSlow(Exception):
    """A page took longer than its limit; it is left out and named in a remark."""


class Deadline:
    """A moment after which work on a page is given up."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        """Say whether the time is up."""
        return time.monotonic() > self._end

    def check(self) -> None:
        """Raise TooSlow when the time is up."""
        if self.passed:
            raise TooSlow
