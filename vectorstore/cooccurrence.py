"""Give words vectors by which other words stand near them; the starting point of the trained embedding.

Positive pointwise mutual information with smoothed contexts, factorised (Levy, Goldberg and Dagan 2015), and the words
weighted by how rare they are (smooth inverse frequency, Arora, Liang and Ma 2017).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDOW = 6
_SMOOTHING = 0.75
_RARITY = 1e-3
_PART = 5_000_000
_SEED = 20261122


def frequent_words(documents: Iterable[Sequence[str]], size: int, least: int = 4) -> Counter[str]:
    """Return the most frequent words with their counts, at most `size`, each seen at least `least` times."""
    counts = Counter(word for document in documents for word in document)
    return Counter({word: count for word, count in counts.most_common(size) if count >= least})


def word_vectors(documents: Iterable[Sequence[str]], counts: Counter[str], dimension: int) -> "NDArray[np.float32]":
    """Return one weighted vector a word, rows in the order of `counts`; shape (len(counts), dimension)."""
    import numpy as np
    from sklearn.utils.extmath import randomized_svd

    number = {word: index for index, word in enumerate(counts)}
    left, values, _ = randomized_svd(_pmi(documents, number), dimension, n_iter=4, random_state=_SEED)
    vectors = left * np.sqrt(values)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    total = sum(counts.values())
    rarity = np.array([_RARITY / (_RARITY + count / total) for count in counts.values()])
    return np.asarray(vectors * rarity[:, None], dtype=np.float32)


def _pmi(documents: Iterable[Sequence[str]], number: dict[str, int]) -> Any:
    """Return the sparse matrix of positive pointwise mutual information between words and their neighbours."""
    import numpy as np
    import scipy.sparse as sparse

    counted = sparse.csr_matrix((len(number), len(number)), dtype=np.float32)
    parts: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]] = []
    gathered = 0
    for document in documents:
        ids = np.array([number.get(word, -1) for word in document], dtype=np.int32)
        for distance in range(1, min(_WINDOW, len(ids) - 1) + 1):
            first, second = ids[:-distance], ids[distance:]
            both = (first >= 0) & (second >= 0)
            weight = np.full(int(both.sum()), 1.0 / distance, dtype=np.float32)
            parts.append((first[both], second[both], weight))
            gathered += len(weight)
        if gathered > _PART:
            counted, parts, gathered = counted + _matrix(parts, counted.shape), [], 0
    counted = counted + _matrix(parts, counted.shape)
    counted = (counted + counted.T).tocoo()
    rows = np.asarray(counted.tocsr().sum(axis=1)).ravel()
    contexts = rows**_SMOOTHING / (rows**_SMOOTHING).sum()
    information = np.log(counted.data / rows[counted.row] / contexts[counted.col])
    kept = information > 0
    return sparse.csr_matrix((information[kept], (counted.row[kept], counted.col[kept])), shape=counted.shape)


def _matrix(
    parts: "Sequence[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]]", shape: tuple[int, int]
) -> Any:
    import numpy as np
    import scipy.sparse as sparse

    if not parts:
        return sparse.csr_matrix(shape, dtype=np.float32)
    rows, columns, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return sparse.coo_matrix((weights, (rows, columns)), shape=shape).tocsr()
