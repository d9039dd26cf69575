"""What a user would pick instead of this program's retrieval, over the same passages.

Everything here belongs to the extra `alternatives` and is imported only when the comparison is asked for.
"""

import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from eval.errors import MissingLibrary
from eval.retrieval.judged import Judged
from eval.retrieval.variants import DEPTH, Variant
from vectorstore.store import Store

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

LIBRARIES = ("jieba", "bm25s", "rank_bm25", "langchain_community", "langchain_classic", "langchain_chroma")


class Text(NamedTuple):
    """A passage as the alternatives see it: its id, and its title, headings and body as one text."""

    id: str
    text: str


def alternatives(store: Store) -> list[Variant]:
    """Return the alternatives over all passages of a store; raise MissingLibrary where the extra is not installed."""
    require(LIBRARIES)
    texts = [
        Text(passage.id, "\n".join(filter(None, [title, " ".join(passage.section), passage.text])))
        for _, title, passage in store.catalog.current()
    ]
    words, meaning = _langchain_bm25(texts), _langchain_chroma(store, texts)
    return [
        Variant("bm25s, jieba", _bm25s(texts)),
        Variant("LangChain BM25Retriever, jieba", _ids(words)),
        Variant("LangChain Chroma, bundled embedding", _ids(meaning)),
        Variant("LangChain EnsembleRetriever of these two", _ids(_langchain_ensemble(words, meaning))),
    ]


def require(libraries: Sequence[str]) -> None:
    """Raise MissingLibrary naming those libraries that are not installed."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise MissingLibrary(
            f"--alternatives needs {', '.join(missing)}, not installed; expected the extra `alternatives`; in the "
            "project's folder run: pip install -c requirements.lock -e '.[alternatives]'"
        )


def _jieba(text: str) -> list[str]:
    import jieba

    jieba.setLogLevel("WARNING")
    return [word for word in jieba.lcut(text.lower()) if not word.isspace()]


def _bm25s(texts: Sequence[Text]) -> Callable[[Judged], list[str]]:
    import bm25s

    index = bm25s.BM25()
    index.index([_jieba(text.text) for text in texts], show_progress=False)
    depth = min(DEPTH, len(texts))

    def search(question: Judged) -> list[str]:
        found, scores = index.retrieve([_jieba(question.text)], k=depth, show_progress=False)
        return [texts[int(place)].id for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def _langchain_bm25(texts: Sequence[Text]) -> "BaseRetriever":
    from langchain_community.retrievers import BM25Retriever

    retriever: BaseRetriever = BM25Retriever.from_texts(
        [text.text for text in texts],
        metadatas=[{"id": text.id} for text in texts],
        preprocess_func=_jieba,
        k=min(DEPTH, len(texts)),
    )
    return retriever


def _langchain_chroma(store: Store, texts: Sequence[Text]) -> "BaseRetriever":
    # Chroma reads this when it is first used; it must not report to anyone.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    from langchain_chroma import Chroma

    from vectorstore.langchain import PlanEmbeddings

    # Collections in memory are shared by all clients of a process.
    index = Chroma(f"alternatives-{uuid4().hex}", PlanEmbeddings(store.embedder))
    index.add_texts(
        [text.text for text in texts], metadatas=[{"id": text.id} for text in texts], ids=[text.id for text in texts]
    )
    retriever: BaseRetriever = index.as_retriever(search_kwargs={"k": min(DEPTH, len(texts))})
    return retriever


def _langchain_ensemble(words: "BaseRetriever", meaning: "BaseRetriever") -> "BaseRetriever":
    from langchain_classic.retrievers import EnsembleRetriever

    retriever: BaseRetriever = EnsembleRetriever(retrievers=[words, meaning], weights=[0.5, 0.5], id_key="id")
    return retriever


def _ids(retriever: "BaseRetriever") -> Callable[[Judged], list[str]]:
    return lambda question: [document.metadata["id"] for document in retriever.invoke(question.text)][:DEPTH]
