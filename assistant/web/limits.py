"""How many may ask at once, and how often one visitor may."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MINUTE = 60.0
_REMEMBERED = 10_000


class Line:
    """A waiting line: so many are served at once, the others wait in the order they came."""

    def __init__(self, places: int, longest: int) -> None:
        self.places = places
        self._longest = longest
        self._tickets: list[object] = []

    def enter(self) -> object | None:
        """Return a ticket, None where the line is too long already."""
        if len(self._tickets) >= self.places + self._longest:
            return None
        ticket = object()
        self._tickets.append(ticket)
        return ticket

    def ahead(self, ticket: object) -> int:
        """Return how many must leave before a ticket is served, 0 when its turn has come."""
        return max(0, self._tickets.index(ticket) - self.places + 1)

    @property
    def busy(self) -> bool:
        """Whether anybody is served or waits."""
        return bool(self._tickets)

    def leave(self, ticket: object) -> None:
        """Give up a ticket, served or not."""
        if ticket in self._tickets:
            self._tickets.remove(ticket)


class Pace:
    """At most so many questions a minute for each visitor; 0 sets no limit. Nothing outlives its minute for long."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, visitor: str) -> int:
        """Note a question and return 0, or return the seconds after which the visitor may ask again."""
        if not self._per_minute:
            return 0
        now = self._clock()
        times = self._asked.setdefault(visitor, deque())
        self._asked.move_to_end(visitor)
        while times and now - times[0] >= _MINUTE:
            times.popleft()
        while len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)
        if len(times) >= self._per_minute:
            return int(_MINUTE - (now - times[0])) + 1
        times.append(now)
        return 0
