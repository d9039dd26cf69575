"""What can be wrong with the input of an evaluation; every message says what was found, what was expected, what to do."""


class EvalError(Exception):
    """Base of the errors this package raises; the message is fit to be shown to the user as it is."""


class UnreadableCases(EvalError):
    """A file of questions cannot be read or is not in the form expected."""


class MissingDocuments(EvalError):
    """Questions name documents that the store does not hold."""


class MissingLibrary(EvalError):
    """A comparison needs a library that is not installed."""


class UnreadableRun(EvalError):
    """The folder of a run lacks something or holds what is none of ours."""


class OtherRun(EvalError):
    """The folder of a run holds the answers of other settings, cases or documents."""


class UnreadableGate(EvalError):
    """The file of a gate or of settings is not in the form expected."""


class Unanswerable(EvalError):
    """Nothing can be asked: a server does not reply, or the processes that answer have died."""
