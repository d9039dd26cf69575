"""What can be wrong with an input; every message says what was found, what was expected and what to do."""


class IngestError(Exception):
    """Base of the errors this package raises; the message is fit to be shown to the user as it is."""


class UnreadableDocument(IngestError):
    """The file is of a supported format but cannot be read (empty, damaged, encrypted, no permission)."""


class UnsupportedDocument(IngestError):
    """The file is of a format that cannot be read here."""


class NotFound(IngestError):
    """A path the user named does not exist."""


class UnreachableAddress(IngestError):
    """A web address is not one that is fetched from, or does not answer with a document."""
