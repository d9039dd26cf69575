"""Every setting of the program in one place: defaults < plans.toml < PLANS_* environment < flags."""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE = "plans.toml"
PREFIX = "PLANS_"


class SettingsError(Exception):
    """A setting has a value it cannot have; the message names all of them."""


class _SettingsFile(TomlConfigSettingsSource):
    """The settings in plans.toml; its table `documents` is no setting, it describes the documents beside it."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        values = super()._read_file(file_path)
        return {name: value for name, value in values.items() if name != "documents"}


class Settings(BaseSettings):
    """The settings; each description is also its help text."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    store: Path = Field(Path(".plans"), description="folder of the index")
    language: Literal["zh", "en"] = Field("zh", description="language of messages: zh or en")
    embedding_model: str = Field("", description="sentence-transformers model; empty: the built-in embedding")
    reranker_model: str = Field("", description="cross-encoder model; empty: the built-in ranking")
    synonyms: Path = Field(Path("synonyms.toml"), description="file of your own words and their official terms")
    chroma_url: str = Field("", description="address of a Chroma server; empty: embedded Chroma in the store")
    llm_base_url: str = Field("", description="OpenAI-compatible endpoint; empty: extractive answers")
    llm_model: str = Field("", description="name of the chat model")
    llm_api_key: SecretStr = Field(SecretStr(""), description="key for the endpoint; from the environment only")
    llm_timeout: float = Field(60.0, gt=0, le=3600, description="seconds for a whole reply of the chat model")
    llm_price_in: float = Field(
        0.0, ge=0, allow_inf_nan=False, description="price of a million tokens sent; 0: unknown"
    )
    llm_price_out: float = Field(
        0.0, ge=0, allow_inf_nan=False, description="price of a million tokens received; 0: unknown"
    )
    runs: str = Field("", description="folder of evaluation runs; empty: runs beside the store")
    questions_per_minute: int = Field(
        20,
        ge=0,
        le=10_000,
        description="questions a visitor of the web chat may ask in a minute; 0: no limit",
    )
    api_questions_per_minute: int = Field(
        0,
        ge=0,
        le=100_000,
        description="questions an address may ask through the API in a minute; 0: no limit",
    )
    answers_apart: bool = Field(
        True, description="the server answers in a process of its own beside the page, for many visitors at once"
    )
    admin_password: SecretStr = Field(SecretStr(""), description="password for administration; environment only")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: flags, environment, file, defaults."""
        return init_settings, env_settings, _SettingsFile(settings_cls)


def _problem(place: tuple[int | str, ...], kind: str, text: str) -> str:
    name = ".".join(map(str, place))
    where = f"{FILE}: " if name in _file_values() else ""
    if kind == "extra_forbidden":
        return f"{where}{name} is not a setting; expected one of {', '.join(Settings.model_fields)}"
    return f"{where}{name}: {text}"


_SECRETS = ("llm_api_key", "admin_password")


def _file_values() -> dict[str, Any]:
    path = Path(FILE)
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"{path.resolve()} cannot be read: {error}; expected a TOML file; correct or remove it"
        ) from error


def load(**flags: object) -> Settings:
    """Return the settings in force; `flags` that are None count as not given.

    Raises SettingsError naming every wrong value, unknown key and secret kept in the file.
    """
    problems = [
        f"{FILE}: {name} is a secret; set {PREFIX}{name.upper()} in the environment instead"
        for name in _SECRETS
        if name in _file_values()
    ]
    problems += [
        f"{name} is not a setting; expected one of {', '.join(PREFIX + known.upper() for known in Settings.model_fields)}"
        for name in os.environ
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    try:
        settings = Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        problems += [_problem(part["loc"], part["type"], part["msg"]) for part in error.errors()]
        raise SettingsError("; ".join(problems)) from None
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


@cache
def _fields() -> dict[str, str]:
    return {name: field.description or "" for name, field in Settings.model_fields.items()}


def _masked(secret: SecretStr) -> str:
    return "********" if secret.get_secret_value() else ""


def explain(settings: Settings, flags: dict[str, object]) -> list[dict[str, str]]:
    """Return name, value (secrets masked), origin and description of every setting."""
    in_file = _file_values()
    rows = []
    for name, description in _fields().items():
        value = getattr(settings, name)
        shown = _masked(value) if isinstance(value, SecretStr) else str(value)
        if flags.get(name) is not None:
            origin = "flag"
        elif any(key.upper() == PREFIX + name.upper() for key in os.environ):
            origin = f"environment {PREFIX}{name.upper()}"
        else:
            origin = FILE if name in in_file else "default"
        rows.append({"name": name, "value": shown, "origin": origin, "description": description})
    return rows
