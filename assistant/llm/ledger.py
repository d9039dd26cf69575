"""What a chat model took for one question: replies, tokens and cost."""

from typing import TYPE_CHECKING

from assistant.answer import Usage

if TYPE_CHECKING:
    from assistant.llm.model import Endpoint, Reply


class Ledger:
    """Counts the replies to one question: its translation, the answer, the repair of an answer."""

    def __init__(self, endpoint: "Endpoint") -> None:
        self._priced = endpoint.price_in or endpoint.price_out
        self._prices = endpoint.price_in, endpoint.price_out
        self.replies = self.tokens_in = self.tokens_out = 0

    def add(self, reply: "Reply") -> None:
        """Count a reply that has ended, whichever way."""
        self.replies += 1
        self.tokens_in += reply.tokens_in
        self.tokens_out += reply.tokens_out

    @property
    def cost(self) -> float | None:
        """What the tokens cost, None where no price is set."""
        if not self._priced:
            return None
        return (self.tokens_in * self._prices[0] + self.tokens_out * self._prices[1]) / 1e6

    def usage(self) -> Usage | None:
        """Return what was used, None where no model was asked or the endpoint counts nothing."""
        if not (self.tokens_in or self.tokens_out):
            return None
        return Usage(tokens_in=self.tokens_in, tokens_out=self.tokens_out, cost=self.cost)
