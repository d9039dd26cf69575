"""Who may change the documents: whoever knows the password that was set, until they sign out or the server stops."""

import hmac
import secrets
import time

from assistant.web.limits import Pace

_HOURS = 12
_TRIES_A_MINUTE = 6


class Administrators:
    """Sessions of administrators, kept in memory only; without a password set there are none."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._sessions: dict[str, float] = {}
        self._tries = Pace(_TRIES_A_MINUTE)

    @property
    def possible(self) -> bool:
        """Tell whether a password is set."""
        return bool(self._password)

    def sign_in(self, password: str, visitor: str) -> tuple[str, int]:
        """Return the name of a new session, or "" and the seconds to wait before the next try (0: wrong password)."""
        wait = self._tries.wait(visitor)
        if wait:
            return "", wait
        if not self._password or not hmac.compare_digest(password.encode(), self._password.encode()):
            return "", 0
        session = secrets.token_urlsafe(32)
        self._sessions = {name: until for name, until in self._sessions.items() if until > time.monotonic()}
        self._sessions[session] = time.monotonic() + _HOURS * 3600
        return session, 0

    def sign_out(self, session: str) -> None:
        """End a session."""
        self._sessions.pop(session, None)

    def holds(self, session: str) -> bool:
        """Tell whether a session is one of an administrator."""
        return self._sessions.get(session, 0.0) > time.monotonic()
