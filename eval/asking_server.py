"""Put cases to a running server."""

import hashlib
from urllib.parse import unquote, urlsplit

import httpx

from assistant.answer import Answer
from assistant.llm.wire import is_local
from eval.about import DocumentAsked, Index, without_credentials
from eval.asking import timed, turns_of
from eval.cases import Case
from eval.errors import Unanswerable
from eval.row import Row

_SECONDS = 600.0


class Server:
    """A server that `plans serve` runs, or one with the same API."""

    def __init__(self, address: str) -> None:
        self.address = without_credentials(address).rstrip("/")
        self._http = httpx.Client(timeout=_SECONDS, trust_env=not is_local(self.address), auth=_credentials(address))

    def __call__(self, case: Case) -> Row:
        """Return the row of a case."""
        return timed(case, lambda: self._answer(case))

    def _answer(self, case: Case) -> Answer:
        body = {"question": case.question, "history": [turn.model_dump() for turn in turns_of(case)]}
        reply = self._http.post(f"{self.address}/api/ask", json=body)
        reply.raise_for_status()
        return Answer.model_validate_json(reply.content)

    def index(self) -> Index:
        """Return the documents that the server answers from; raises Unanswerable where it does not reply."""
        try:
            reply = self._http.get(f"{self.address}/api/documents")
            reply.raise_for_status()
            listed = reply.json()["documents"]
            documents = [
                DocumentAsked(
                    id=str(one["document"]), digest=hashlib.sha256(repr(sorted(one.items())).encode()).hexdigest()
                )
                for one in listed
            ]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unanswerable(
                f"{self.address} does not reply as a server of this program ({type(error).__name__}); expected the address that "
                "`plans serve` prints; start it, or leave --url out to ask without one"
            ) from error
        return Index(manifest={}, documents=tuple(sorted(documents, key=lambda one: one.id)))


def _credentials(address: str) -> tuple[str, str] | None:
    """Return user and password of an address, which no message and no file of a run may hold."""
    parts = urlsplit(address)
    return (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
