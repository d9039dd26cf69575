"""What can go wrong with a chat model, in words that never hold what the endpoint sent."""

from typing import Literal

Reason = Literal[
    "timeout", "connection", "http", "malformed", "too_long", "reported", "empty", "language", "repeated", "unsupported"
]


class ModelFailure(Exception):
    """The chat model gave no usable reply.

    `status` is the HTTP status where one came, `wait` what the endpoint asked to wait before a retry; `unwelcome`
    tells that it refused the request as it was put.
    """

    def __init__(
        self, reason: Reason, status: int | None = None, retry: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(f"{reason} {status}" if status else reason)
        self.reason = reason
        self.status = status
        self.retry = retry
        self.wait = wait

    @property
    def unwelcome(self) -> bool:
        """Whether the request may be taken in a plainer form."""
        return self.status in (400, 422)
