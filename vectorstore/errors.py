"""What can be wrong with a store; every message says what was found, what was expected and what to do."""


class StoreError(Exception):
    """Base of the errors this package raises; the message is fit to be shown to the user as it is."""


class IncompatibleStore(StoreError):
    """The store was built by another version or with other settings than the ones in force."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class ModelUnavailable(StoreError):
    """A configured model cannot be loaded."""
