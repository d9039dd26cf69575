"""Read what people state about the documents of a folder: the tables of its plans.toml."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ingest.errors import IngestError
from ingest.origin import File, Origin
from ingest.regions import find_regions, short_name

FILE = "plans.toml"
_PERIOD = re.compile(r"((?:19|20)\d{2})(?:\s*[-—–~至到]\s*((?:19|20)\d{2}))?年?")
_DAY = re.compile(r"((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?")


class WrongSideFile(IngestError):
    """A plans.toml beside documents has entries that cannot be used; the message names all of them.

    The documents are read all the same; `usable` holds the entries that are right.
    """

    def __init__(self, message: str, usable: "SideFile") -> None:
        super().__init__(message)
        self.usable = usable


def _period(value: object) -> object:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    match = _PERIOD.fullmatch(text)
    if match is None or (match.group(2) and match.group(2) < match.group(1)):
        raise ValueError(f'{value!r} is no period, expected "2021-2025" or a year')
    return (int(match.group(1)), int(match.group(2) or match.group(1)))


def _published(value: object) -> object:
    text = value.isoformat()[:10] if isinstance(value, date) else str(value).strip()
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        date(int(match.group(1)), int(match.group(2)), int(match.group(3) or 1))
    except ValueError:
        raise ValueError(f'{value!r} is no date, expected "2021-09-30" or "2021-09"') from None
    return text


def _region(value: object) -> object:
    """Write a short name in full, as regions are known by their full names."""
    if isinstance(value, str):
        found = find_regions(value.strip())
        if len(found) == 1 and value.strip() in (found[0], short_name(found[0])):
            return found[0]
        return value.strip()
    return value


_Text = Annotated[str, Field(min_length=1)]


class Stated(BaseModel):
    """What a person states about one document; what is left out is read from the document."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: _Text | None = None
    region: Annotated[_Text, BeforeValidator(_region)] | None = None
    issuer: _Text | None = None
    period: Annotated[tuple[int, int], BeforeValidator(_period)] | None = None
    kind: _Text | None = None
    status: Literal["正式", "征求意见稿", "草案", "送审稿", "讨论稿", "审议稿", "初稿"] | None = None
    published: Annotated[str, BeforeValidator(_published)] | None = None
    source: _Text | None = None


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class SideFile:
    """The entries of a folder's plans.toml by file name or stem."""

    entries: Mapping[str, Stated] = field(default_factory=dict)

    def about(self, name: str) -> Stated:
        """Return what is stated about a file; an entry for its whole name goes before one for its stem."""
        for key in (name, PurePath(name).stem):
            stated = self.entries.get(_key(key))
            if stated is not None:
                return stated
        return NOTHING


_EMPTY = SideFile()


def write_entry(folder: Path, name: str, stated: Stated | None) -> None:
    """Put what is stated about one file into the plans.toml of its folder, or take it out; other tables stay.

    Raises WrongSideFile where the file that is there cannot be read, as nothing of it may be lost.
    """
    path = folder / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSideFile(f"{path} cannot be read ({error}); correct or remove it", _EMPTY) from error
    entries = {key: table for key, table in tables.get("documents", {}).items() if _key(key) != _key(name)}
    if stated is not None:
        values = stated.model_dump(exclude_none=True)
        if stated.period:
            values["period"] = "-".join(map(str, dict.fromkeys(stated.period)))
        if values:
            entries[name] = values
    lines = [
        "\n".join(
            [
                f"[documents.{_quoted(key)}]",
                *(f"{_quoted(field)} = {_quoted(str(value))}" for field, value in table.items()),
            ]
        )
        for key, table in entries.items()
    ]
    kept = {key: value for key, value in tables.items() if key != "documents"}
    if kept:
        raise WrongSideFile(f"{path} also holds {', '.join(kept)}; edit it by hand", _EMPTY)
    beside = path.with_suffix(".new")
    beside.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(path)


def _quoted(text: str) -> str:
    """Write a text as a TOML string; the escapes of JSON are among those of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def stated_about(origin: Origin) -> tuple[Stated, str | None]:
    """Return what the plans.toml beside a file states about it, and a sentence about what is wrong in there.

    Members of archives and pages have no plans.toml beside them.
    """
    if not isinstance(origin, File):
        return NOTHING, None
    try:
        return read_side_file(origin.path.parent).about(origin.name), None
    except WrongSideFile as wrong:
        return wrong.usable.about(origin.name), str(wrong)


def read_side_file(folder: Path) -> SideFile:
    """Return the entries of the plans.toml in a folder, none where there is no such file.

    Raises WrongSideFile naming every problem; other tables than `documents` are the settings of the program.
    """
    path = folder / FILE
    try:
        if not path.is_file():
            return _EMPTY
        data = path.read_bytes()
        names = _names(folder, folder.stat().st_mtime_ns)
    except OSError as error:
        raise WrongSideFile(f"{path} cannot be read ({error.strerror}); check its permissions", _EMPTY) from error
    entries, problems = _parsed(data, names)
    if problems:
        raise WrongSideFile(
            f"{path}: {'; '.join(problems)}; correct this and ingest again, until then what is wrong is left out",
            SideFile(entries),
        )
    return SideFile(entries)


@lru_cache(maxsize=64)
def _names(folder: Path, changed: int) -> frozenset[str]:
    """Return the names and stems of the files in a folder; `changed` is when it last got or lost one."""
    return frozenset(_key(name) for entry in folder.iterdir() for name in (entry.name, entry.stem))


@lru_cache(maxsize=64)
def _parsed(data: bytes, names: frozenset[str]) -> tuple[dict[str, Stated], list[str]]:
    """Return the usable entries and all problems; the cache spares a folder of many documents from parsing it anew."""
    try:
        tables = tomllib.loads(data.decode("utf-8-sig")).get("documents", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"it is not a TOML file ({error})"]
    if not isinstance(tables, dict):
        return {}, [f'documents is {tables!r}, expected tables such as [documents."plan.pdf"]']
    entries: dict[str, Stated] = {}
    problems: list[str] = []
    for name, table in tables.items():
        stated, wrong = _stated(name, table)
        problems += wrong
        if _key(name) not in names:
            problems.append(f"no file in this folder is named '{name}'")
        entries[_key(name)] = stated
    return entries, problems


def _stated(name: str, table: object) -> tuple[Stated, list[str]]:
    """Return what is right in an entry, and a sentence for each value that is not."""
    if not isinstance(table, dict):
        return NOTHING, [f"'{name}' is {table!r}, expected a table of {', '.join(Stated.model_fields)}"]
    values: dict[str, Any] = dict(table)
    try:
        return Stated.model_validate(values), []
    except ValidationError as error:
        problems = []
        for part in error.errors():
            key = str(part["loc"][0])
            values.pop(key, None)
            problems.append(f"'{name}' {_problem(key, part['type'], part['msg'], table.get(key))}")
        return Stated.model_validate(values), list(dict.fromkeys(problems))


def _problem(key: str, kind: str, text: str, value: object) -> str:
    if kind == "extra_forbidden":
        return f"has the key '{key}', expected one of {', '.join(Stated.model_fields)}"
    if kind == "value_error":
        return f"{key}: {text.removeprefix('Value error, ')}"
    return f"{key}: {value!r} is not allowed ({text})"


def _key(name: str) -> str:
    # Some systems store names decomposed; a person types them composed.
    return unicodedata.normalize("NFC", name)
