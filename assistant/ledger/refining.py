"""Refine the commitments of a store with the configured chat model, document by document."""

from typing import NamedTuple

from assistant.ledger.ledger import chosen
from assistant.ledger.refine import refine
from assistant.llm.failure import ModelFailure
from assistant.llm.model import ChatModel, endpoint_of
from assistant.opening import open_store
from assistant.settings import Settings, SettingsError
from ingest.commitments.extract import frame_of
from vectorstore.ledger import Filter


class RefinedStore(NamedTuple):
    """How many rows a model looked at, how many it corrected, and at how many sentences it failed."""

    rows: int
    changed: int
    failed: int


def refine_store(settings: Settings, document: str = "") -> RefinedStore:
    """Correct the rows of a document, or of all, in the user's store.

    Raises SettingsError where no chat model is configured or it cannot be reached.
    """
    endpoint = endpoint_of(settings)
    if endpoint is None:
        raise SettingsError(
            "no chat model is configured; expected llm_base_url and llm_model; set PLANS_LLM_BASE_URL and PLANS_LLM_MODEL"
        )
    store = open_store(settings)
    rows = changed = failed = 0
    try:
        with store.writing():
            for one in chosen(store, document):
                drawn = store.catalog.commitments(Filter(documents=[one.id])).commitments
                done = refine(drawn, frame_of(one.description), ChatModel(endpoint))
                store.catalog.revise_commitments(done.changed)
                rows, changed, failed = rows + len(drawn), changed + len(done.changed), failed + done.failed
    except ModelFailure as failure:
        raise SettingsError(
            f"the chat model at {endpoint.base_url} gave no reply ({failure.reason}); expected an OpenAI-compatible "
            "endpoint; check PLANS_LLM_BASE_URL and PLANS_LLM_MODEL"
        ) from failure
    finally:
        store.close()
    return RefinedStore(rows, changed, failed)
