"""Read a user's own everyday words and the official terms they stand for."""

import logging
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from assistant.lexicon import Alternative, Lexicon, Term
from assistant.settings import SettingsError

_LOG = logging.getLogger(__name__)
_EXPECTED = '"everyday words" = ["official term", …], each of 2 to 40 characters'


def _long_enough(text: str) -> str:
    """Refuse what would stand in almost every question."""
    if len("".join(text.split())) < 2:
        raise PydanticCustomError("too_short", "is shorter than 2 characters")
    return text


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_long_enough)]


class _File(RootModel[dict[_Words, Annotated[list[_Words], Field(min_length=1), BeforeValidator(_as_list)]]]):
    """What a file of synonyms may hold."""


def read_synonyms(path: Path) -> Lexicon:
    """Return the entries of a file; raises SettingsError naming everything that is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"{path} does not exist; expected a file of synonyms; make it, or leave PLANS_SYNONYMS unset"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}; expected a TOML file in UTF-8 with lines such as {_EXPECTED}; "
            "correct or remove it"
        ) from error
    try:
        entries = _File.model_validate(table).root
    except ValidationError as error:
        problems = "; ".join(map(_problem, error.errors()))
        raise SettingsError(f"{path}: {problems}; expected {_EXPECTED}; correct or remove the file") from None
    terms = (Term(tuple(official), (tuple(lay.split()),)) for lay, official in entries.items())
    return Lexicon(terms, both_ways=False)


def _problem(detail: ErrorDetails) -> str:
    found = "a table" if isinstance(detail["input"], dict) else repr(detail["input"])
    wrong = {
        "too_short": "is too short" if isinstance(detail["input"], str) else "is empty",
        "string_too_long": "is too long",
        "list_type": "is no list of terms",
        "string_type": "is no text",
    }
    return f'under "{detail["loc"][0]}": {found} {wrong.get(detail["type"], detail["msg"])}'


class Synonyms:
    """The synonyms of a user; what changes in the file is seen by `refresh`."""

    def __init__(self, path: Path, required: bool = False) -> None:
        """Read the file; one that is missing counts as empty unless it is required. Raises SettingsError."""
        self._path = path
        self._required = required
        self._stamp = self._stamped()
        self._lexicon = self._read()

    def alternatives(self, question: str) -> list[Alternative]:
        """Return the official terms for the user's own words in a question."""
        return self._lexicon.alternatives(question)

    def refresh(self) -> None:
        """Read a changed file again; where it is wrong now, say so once in the log and keep what was read before."""
        try:
            stamp = self._stamped()
            if stamp != self._stamp:
                self._stamp = stamp
                self._lexicon = self._read()
        except SettingsError as error:
            _LOG.warning("%s", error)

    def _read(self) -> Lexicon:
        if self._stamp is None and not self._required:
            return Lexicon(())
        return read_synonyms(self._path)

    def _stamped(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SettingsError(
                f"{self._path} cannot be read ({error.strerror}); expected a file of synonyms; correct PLANS_SYNONYMS"
            ) from error
        return status.st_mtime_ns, status.st_size
