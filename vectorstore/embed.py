"""Turn texts into vectors, behind one small interface."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from vectorstore.errors import EmbeddingUnavailable
from vectorstore.tokens import tokens

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


class HashedEmbedder:
    """Signed feature hashing of words and bigrams with damped counts (Weinberger et al. 2009).

    It needs no model file and no training; near in this space means shared vocabulary, not shared meaning.
    """

    name = "hashed-tokens-v1"
    dimension = 384

    def documents(self, texts: Sequence[str]) -> "Vectors":
        """Return one unit vector a row; a text without tokens gives a zero row."""
        import numpy as np

        matrix = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for token, count in Counter(tokens(text)).items():
                code = crc32(token.encode())
                matrix[row, (code >> 1) % self.dimension] += (1.0 if code & 1 else -1.0) * (1.0 + np.log(count))
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        return np.asarray(matrix / np.where(norms == 0, 1, norms), dtype=np.float32)

    def question(self, text: str) -> "Vectors":
        """Return the unit vector of a question."""
        vector: Vectors = self.documents([text])[0]
        return vector


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
    return TransformerEmbedder(model) if model else HashedEmbedder()
