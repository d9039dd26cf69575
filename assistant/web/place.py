"""Where in a document something stands, as the page hands it back to the server."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.answer import Citation


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the cleaned text of a document; empty where nothing is marked."""

    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, text: str) -> "Span":
        """Read "12-34"; anything else marks nothing."""
        first, _, last = text.partition("-")
        if first.isdecimal() and last.isdecimal() and len(text) < 24 and int(first) < int(last):
            return cls(int(first), int(last))
        return cls()

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def __bool__(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document, named by any offset inside it, with the quote and its key words marked."""

    document: str
    at: int
    quote: Span = Span()
    key: Span = Span()

    @property
    def query(self) -> str:
        """Return the place as the query of an address."""
        values = {"document": self.document, "at": str(self.at)}
        if self.quote:
            values["quote"] = str(self.quote)
        if self.key:
            values["key"] = str(self.key)
        return urlencode(values)


def place_of(citation: Citation) -> Place:
    """Return where a citation stands."""
    found = citation.text.find(citation.quote)
    quote = Span(citation.start + found, citation.start + found + len(citation.quote)) if found >= 0 else Span()
    within = citation.quote.find(citation.key) if citation.key and quote else -1
    key = Span(quote.start + within, quote.start + within + len(citation.key or "")) if within >= 0 else Span()
    return Place(citation.document, citation.start, quote, key)
