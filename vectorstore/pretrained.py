"""Load the optional transformer models, quietly and with one clear sentence where that fails."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

_REACH = 10.0


def sentence_transformer(model: str, setting: str) -> "SentenceTransformer":
    """Load an embedding model by name or folder; raises ModelUnavailable naming the setting."""
    return _load("SentenceTransformer", "embedding model", model, setting)


def cross_encoder(model: str, setting: str) -> "CrossEncoder":
    """Load a reranking model by name or folder; raises ModelUnavailable naming the setting."""
    loaded = _load("CrossEncoder", "reranking model", model, setting)
    problem = _unfit(loaded)
    if problem:
        raise ModelUnavailable(
            f"the model '{model}' {problem}; expected a cross-encoder with one score for a question and a passage, such "
            f"as BAAI/bge-reranker-v2-m3; name another one in {setting}, or leave it empty"
        )
    return loaded


def _load(kind: str, use: str, model: str, setting: str) -> Any:
    try:
        import sentence_transformers
    except ImportError as error:
        raise ModelUnavailable(
            f"the {use} '{model}' needs sentence-transformers, which is not installed; in the project's folder run: "
            f"pip install -r requirements-models.lock, or leave {setting} empty"
        ) from error
    _quiet()
    make = getattr(sentence_transformers, kind)
    # What third-party models raise is not limited to any few exceptions.
    try:
        if Path(model).is_dir():
            return make(model, local_files_only=True)
        if model.startswith(("/", ".", "~")) or model.count("/") > 1:
            raise FileNotFoundError("there is no such folder")
        try:
            return make(model, local_files_only=True)
        except OSError:
            _check_reachable(model)
        return make(model)
    except Exception as error:
        raise ModelUnavailable(
            f"the {use} '{model}' cannot be loaded ({_first_line(error)}); expected the name of a sentence-transformers "
            f"model that can be downloaded or the path of a folder holding one; check {setting}, or leave it empty"
        ) from error


def _quiet() -> None:
    """Keep reports about weights and retries off standard error; downloads still show how far they are."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    for name in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _check_reachable(model: str) -> None:
    """Raise at once where the model cannot be had; the loader itself would try again for more than a minute."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    get_hf_file_metadata(hf_hub_url(model, "config.json"), timeout=_REACH)


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _unfit(model: "CrossEncoder") -> str:
    """Return why a model cannot rank passages, "" where it can."""
    if model.num_labels != 1:
        return f"gives {model.num_labels} scores a pair"
    architectures = getattr(model.config, "architectures", None) or [""]
    # The loader puts a head with random weights on a model without one.
    if len(model) == 1 and not architectures[0].endswith("ForSequenceClassification"):
        return f"has no trained head for scores (it is a {architectures[0] or 'model of unknown kind'})"
    return ""
