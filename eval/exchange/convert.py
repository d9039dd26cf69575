"""Turn a file of cases into another form."""

from pathlib import Path

from eval.cases import TABLES, read_cases, write_cases
from eval.errors import EvalError, UnreadableCases
from eval.exchange.ragas import write_ragas
from eval.exchange.table import write_table

_RAGAS = ".ragas.jsonl"
FORMS = (".jsonl", *TABLES, _RAGAS)


def convert(source: Path, target: Path) -> int:
    """Write the cases of a file in the form that the suffix of another names; return how many there are.

    The form of the source is seen from its suffix and content. Raises UnreadableCases naming the lines that are wrong.
    """
    cases = read_cases(source)
    name = target.name.lower()
    try:
        if name.endswith(_RAGAS):
            write_ragas(target, cases)
        elif target.suffix.lower() in TABLES:
            write_table(target, cases)
        elif target.suffix.lower() == ".jsonl":
            write_cases(target, cases)
        else:
            raise UnreadableCases(
                f"{target} names no form of cases; expected a name that ends in {', '.join(FORMS)}; choose one"
            )
    except OSError as error:
        raise EvalError(
            f"{target} cannot be written ({error.strerror}); expected a file in a folder that exists; make it first"
        ) from error
    return len(cases)
