"""What a run was: the program, its settings, the cases and the index, as `run.json` keeps them."""

import hashlib
import json
import platform
import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from assistant.settings import Settings
from eval.errors import UnreadableRun
from eval.run_folder import RunFolder

_PROGRAM = "plan-assistant"
_ANSWERING = ("assistant", "ingest", "vectorstore", "prompts")
_LIBRARIES = (
    "chromadb", "langchain", "langchain-core", "langchain-openai", "model2vec", "numpy", "openai", "opencc", "pydantic",
    "pypdf", "pypdfium2", "pypinyin", "rjieba", "sentence-transformers", "tantivy", "torch", "transformers",
)  # fmt: skip
# Where the index lies and who may administer it says nothing about the answers.
_NO_MATTER = frozenset(("store", "admin_password", "llm_timeout", "llm_price_in", "llm_price_out"))


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class DocumentAsked(_Part):
    """A document that answers could come from; the digest is that of its file."""

    id: str
    digest: str


class Index(_Part):
    """What was asked: the manifest of the store and its documents; `samples` tells that they are the bundled digests."""

    manifest: dict[str, str | int]
    documents: tuple[DocumentAsked, ...]
    samples: bool = False


class CasesAsked(_Part):
    """The cases of a run: where they came from, the digest of what was asked, and whether a part was chosen."""

    files: tuple[str, ...]
    version: str
    sha256: str
    count: int
    part: str = "all"


class About(_Part):
    """Everything about a run but its rows; `server` is the address where a running server was asked.

    `code` is the digest of the program's own files, which tells apart what one version number covers.
    """

    program: str
    code: str
    python: str
    platform: str
    libraries: dict[str, str]
    settings: dict[str, str]
    synonyms: str | None = None
    server: str | None = None
    cases: CasesAsked
    index: Index
    workers: int
    started: str
    ended: str | None = None

    def differences(self, other: "About") -> list[str]:
        """Return in words what keeps the rows of one run from being those of another."""
        mine, its = self._identity(), other._identity()
        return [f"{name} was {mine.get(name, 'nothing')}, is {its.get(name, 'nothing')}" for name in {**mine, **its} if mine.get(name) != its.get(name)]  # fmt: skip

    def _identity(self) -> dict[str, str]:
        settings = {name: value for name, value in self.settings.items() if name not in _NO_MATTER}
        index = json.dumps(
            [self.index.manifest, sorted((d.id, d.digest) for d in self.index.documents)], sort_keys=True
        )
        return {
            **{f"the setting {name}": f"'{value}'" for name, value in settings.items()},
            "the digest of the cases": self.cases.sha256[:12],
            "the digest of the index": hashlib.sha256(index.encode()).hexdigest()[:12],
            "the version of the program": self.program,
            "the digest of the program": self.code[:12],
            "the digest of the synonyms": (self.synonyms or "none")[:12],
            "the server": self.server or "none",
        }


def read_about(folder: RunFolder) -> About:
    """Return what a run was; raises UnreadableRun where its folder does not say."""
    try:
        return About.model_validate_json(folder.about.read_bytes())
    except OSError as error:
        raise UnreadableRun(
            f"{folder.path} holds no run ({error.strerror or error}: run.json); expected a folder that `plans eval answer` or "
            "`plans eval run` wrote; name it, or run one of them"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableRun(
            f"{folder.about} cannot be read ({'.'.join(map(str, first['loc']))}: {first['msg']}); expected what "
            "`plans eval answer` writes; run it again into a new folder"
        ) from error


def write_about(folder: RunFolder, about: About) -> None:
    """Write what a run is, in one step."""
    new = folder.about.with_suffix(".json.new")
    new.write_text(about.model_dump_json(indent=2) + "\n", encoding="utf-8")
    new.replace(folder.about)


def settings_shown(settings: Settings) -> dict[str, str]:
    """Return the settings as text, without secrets and without what addresses hold of them."""
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    return {name: without_credentials(str(value)) for name, value in values.items() if not isinstance(value, SecretStr)}


def without_credentials(address: str) -> str:
    """Return an address without user and password, and without what follows a question mark."""
    return re.sub(r"^(\w+://)[^/@]*@", r"\1", address).partition("?")[0] if "://" in address else address


def program_version() -> str:
    """Return the version of the installed program."""
    try:
        return version(_PROGRAM)
    except PackageNotFoundError:
        return "not installed"


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that answers depend on, as far as they are installed."""
    found = {(held.name or "").lower(): held.version for held in distributions()}
    return {name: found[name] for name in _LIBRARIES if name in found}


def python_version() -> str:
    """Return the version of Python."""
    return platform.python_version()


def system() -> str:
    """Return the kind of machine, without its name."""
    return f"{sys.platform} {platform.machine()}"


@cache
def code_digest() -> str:
    """Return the digest of everything in the packages that answer."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(path for package in _ANSWERING for path in (root / package).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(
                path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
            )
    return digest.hexdigest()


def file_digest(path: Path) -> str | None:
    """Return the digest of a file, None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def lines_digest(lines: Sequence[str]) -> str:
    """Return the digest of lines of text, whatever their order."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
