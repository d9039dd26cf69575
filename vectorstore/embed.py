"""Turn texts into vectors, behind one small interface."""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vectorstore.pretrained import sentence_transformer
from vectorstore.tokens import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_BATCH = 16
_LONGEST = 1024
_PIECE = 65536
_MODEL_FILES = (".json", ".safetensors", ".bin", ".txt", ".model")


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

    How it was made is in `vectorstore/train.py` and `vectorstore/glosses.py`, its data and figures in its model card.
    """

    name = "plans-static-2"

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

    def vocabulary(self) -> list[str]:
        """Return the words it knows, the commonest first."""
        return sorted(self._number, key=self._number.__getitem__)

    def row(self, word: str) -> int:
        """Return the row number of a word, -1 for one that is not known; the commonest words come first."""
        return self._number.get(word, -1)

    def rows(self, found: Iterable[str]) -> "NDArray[np.int32]":
        """Return the row numbers of the known ones of some words."""
        import numpy as np

        return np.array([self._number[word] for word in found if word in self._number], dtype=np.int32)

    def similarities(self, found: Sequence[str], rows: "NDArray[np.int32]") -> "tuple[list[str], Vectors]":
        """Return the known ones of some words and the cosine of each to some rows, shape (known words, rows)."""
        known = [word for word in found if word in self._number]
        return known, self.directions(self.rows(known)) @ self.directions(rows).T

    def directions(self, rows: "NDArray[np.int32]") -> "Vectors":
        """Return the vectors of some rows, each of length 1, shape (rows, dimension)."""
        # The vectors are kept in 8 bits; made wider all at once they would take four times the memory.
        return _unit(self._model.embedding[rows].astype("float32"))


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
        self._model = sentence_transformer(model, "PLANS_EMBEDDING_MODEL")
        # Some models take 8,192 tokens, and one passage of that length makes a batch fill the memory.
        self._model.max_seq_length = min(self._model.max_seq_length or _LONGEST, _LONGEST)
        self.name = f"sentence-transformers:{_identity(model)}"
        # Measured, as the name of the method that tells it differs between versions and some models do not know it.
        self.dimension = len(self.question("维"))

    def documents(self, texts: Sequence[str]) -> "Vectors":
        """Embed in batches, normalised, with the model's own prompt for documents where it has one."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode_document(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def question(self, text: str) -> "Vectors":
        """Embed a question with the model's own query prompt where it has one."""
        import numpy as np

        vector = self._model.encode_query([text], normalize_embeddings=True, show_progress_bar=False)[0]
        return np.asarray(vector, dtype=np.float32)


def _identity(model: str) -> str:
    """Return what tells models apart: the name of a public one; for a folder its last part and a digest of its content.

    A folder may be moved, or hold another model tomorrow. Of its weights a few pieces are read: training changes all.
    """
    folder = Path(model)
    if not folder.is_dir():
        return model
    seen = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _MODEL_FILES:
            size = path.stat().st_size
            seen.update(f"{path.relative_to(folder).as_posix()} {size}".encode())
            with path.open("rb") as file:
                for place in (0, size // 2, max(size - _PIECE, 0)):
                    file.seek(place)
                    seen.update(file.read(_PIECE))
    return f"{folder.resolve().name}#{seen.hexdigest()[:12]}"


def make_embedder(model: str = "") -> Embedder:
    """Return the embedder of a setting: a sentence-transformers model, or the built-in one for ""; one a process."""
    return _transformer(model) if model else bundled()


@cache
def _transformer(model: str) -> TransformerEmbedder:
    return TransformerEmbedder(model)
