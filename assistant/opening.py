"""Open the store that questions are answered from: the user's own, or the bundled samples before there is one."""

import shutil
import threading
from pathlib import Path
from typing import NamedTuple

from assistant.llm.model import ChatModel, endpoint_of
from assistant.respond import Responder
from assistant.settings import Settings
from assistant.synonyms import Synonyms
from vectorstore.cross_encoder import make_reranker
from vectorstore.embed import make_embedder
from vectorstore.errors import IncompatibleStore, StoreError
from vectorstore.store import Store, exists, refuse_foreign


class Opened(NamedTuple):
    """A responder with its store; `samples` tells that these are the bundled digests."""

    responder: Responder
    store: Store
    samples: bool


def open_store(settings: Settings) -> Store:
    """Open the user's store, making an empty one where there is none."""
    return Store(settings.store, make_embedder(settings.embedding_model), settings.chroma_url)


def holds_documents(settings: Settings) -> bool:
    """Tell whether the user has ingested anything, without making a store."""
    if not exists(settings.store):
        refuse_foreign(settings.store)
        return False
    store = open_store(settings)
    try:
        return bool(store.catalog.digests())
    finally:
        store.close()


def open_for_answers(settings: Settings) -> Opened:
    """Open the user's store if it holds documents, else the bundled samples (kept beside it, never mixed into it)."""
    if holds_documents(settings):
        return _opened(settings, open_store(settings), samples=False)
    return _opened(settings, _samples(settings), samples=True)


def _opened(settings: Settings, store: Store, samples: bool) -> Opened:
    synonyms = Synonyms(settings.synonyms, required="synonyms" in settings.model_fields_set)
    endpoint = endpoint_of(settings)
    responder = Responder(
        store,
        settings.language,
        samples,
        reranker=make_reranker(settings.reranker_model),
        synonyms=synonyms,
        model=ChatModel(endpoint) if endpoint else None,
    )
    return Opened(responder, store, samples)


class Live:
    """What a server answers from: the newest state of the user's store, the samples only until there is one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        reranker = make_reranker(settings.reranker_model)
        if reranker:
            # A model that cannot be had is for whoever starts the server to know, not for who asks the first question.
            reranker.load()
        self._opened = open_for_answers(settings)
        self._made = self._opened.store.identity()
        self._turn = threading.Lock()

    @property
    def folder(self) -> Path:
        """The folder of the user's store."""
        return self._settings.store

    def now(self) -> Opened:
        """Return the responder and store in force, after a look at what has been ingested since."""
        with self._turn:
            now = self._opened.store.identity()
            replaced = now is not None and now != self._made
            if replaced or (self._opened.samples and holds_documents(self._settings)):
                if replaced:
                    # What is open are files that were removed.
                    self._opened.store.close()
                self._opened = open_for_answers(self._settings)
                self._made = self._opened.store.identity()
            self._opened.responder.refresh()
            return self._opened


def samples_folder(settings: Settings) -> Path:
    """Return where the index of the bundled samples is kept."""
    return settings.store.with_name(settings.store.name + "-samples")


def _samples(settings: Settings) -> Store:
    from ingest.document import digest
    from ingest.origin import File
    from ingest.samples import sample_files
    from vectorstore.build import update

    folder = samples_folder(settings)
    embedder = make_embedder(settings.embedding_model)
    try:
        store = Store(folder, embedder)
    except IncompatibleStore:
        # Nothing of the user's is in here, so an index of another version is simply made anew.
        shutil.rmtree(folder)
        store = Store(folder, embedder)
    try:
        store.lexical.size()
    except StoreError:
        shutil.rmtree(folder)
        store = Store(folder, embedder)
    files = sample_files()
    wanted = {str(path): digest(File(path)) for path in files}
    if {path: found for path, (_, found) in store.catalog.digests().items()} != wanted:
        update(store, [str(path) for path in files], prune=True)
        store.refresh()
    return store
