"""Turn texts into vectors, behind one small interface."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from vectorstore.errors import EmbeddingUnavailable
from vectorstore.tokens import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that gives texts unit vectors; `name` identifies model and version in the manifest."""

    name: str
    dimension: int

    def documents(self, texts: Sequence[str]) -> "Vectors":
        """Return one unit vector a row, shape (len(texts), dimension)."""
        ...

    def question(self, text: str) -> "Vectors":
        """Return the unit vector of a question, shape (dimension,)."""
        ...


class StaticEmbedder:
    """The bundled embedding: one trained vector a word, averaged; loaded with model2vec, without torch.

    How it was made is in `vectorstore/train.py`, its data and figures in its model card.
    """

    name = "plans-static-1"

    def __init__(self) -> None:
        from model2vec import StaticModel

        self._model = StaticModel.from_pretrained(str(files("vectorstore").joinpath("embedding")))
        self.dimension = int(self._model.dim)
        self._number: dict[str, int] = self._model.tokenizer.get_vocab()

    def documents(self, texts: Sequence[str]) -> "Vectors":
        """Return one unit vector a row; a text without known words gives a zero row."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        spaced = [" ".join(words(text)) for text in texts]
        return _unit(np.asarray(self._model.encode(spaced, max_length=None), dtype=np.float32))

    def question(self, text: str) -> "Vectors":
        """Return the unit vector of a question."""
        vector: Vectors = self.documents([text])[0]
        return vector

    def word_vectors(self, found: Sequence[str]) -> "tuple[list[str], Vectors]":
        """Return the known ones of some words and a unit vector for each, shape (known words, dimension)."""
        import numpy as np

        known = [word for word in found if word in self._number]
        rows = self._model.embedding[[self._number[word] for word in known]]
        return known, _unit(rows.reshape(len(known), self.dimension).astype(np.float32))


def _unit(rows: "Vectors") -> "Vectors":
    """Scale each row to length 1; a zero row stays zero."""
    import numpy as np

    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)


@cache
def bundled() -> StaticEmbedder:
    """Return the bundled embedding, loaded once a process."""
    return StaticEmbedder()


class TransformerEmbedder:
    """Any sentence-transformers model, by name or folder; needs the extra `models`."""

    def __init__(self, model: str) -> None:
        self.name = f"sentence-transformers:{model}"
        self._model = _load(model)
        self.dimension = int(self._model.get_sentence_embedding_dimension() or 0)

    def documents(self, texts: Sequence[str]) -> "Vectors":
        """Embed in batches of 32, normalised."""
        import numpy as np

        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def question(self, text: str) -> "Vectors":
        """Embed a question with the model's own query prompt where it has one."""
        import numpy as np

        vector = self._model.encode_query([text], normalize_embeddings=True, show_progress_bar=False)[0]
        return np.asarray(vector, dtype=np.float32)


def _load(model: str) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EmbeddingUnavailable(
            f"the embedding model '{model}' needs sentence-transformers, which is not installed; "
            "in the project's folder run: pip install -e '.[models]', or leave PLANS_EMBEDDING_MODEL empty"
        ) from error
    try:
        return SentenceTransformer(model)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EmbeddingUnavailable(
            f"the embedding model '{model}' cannot be loaded ({reason}); expected the name of a sentence-transformers "
            "model that can be downloaded or the path of a folder holding one; check PLANS_EMBEDDING_MODEL"
        ) from error


def make_embedder(model: str = "") -> Embedder:
    """Return the embedder of a setting: a sentence-transformers model, or the built-in one for ""."""
    return TransformerEmbedder(model) if model else bundled()
