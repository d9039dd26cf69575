"""Give everyday words vectors from what a dictionary says of them: `python -m vectorstore.glosses` (extra `models`).

Plans are not written in everyday words, so co-occurrence cannot place them. A dictionary that explains Chinese words in English
(CC-CEDICT) can: words with like explanations and characters get like vectors. What the parts of an explanation are worth is
learnt from the words that have both a vector and an explanation, by ridge regression (as in Pinter et al. 2017, Mimicking Word
Embeddings using Subword RNNs, with explanations beside characters and a linear map in place of the network).
"""

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vectorstore.cooccurrence import frequent_words
from vectorstore.tokens import frequency, whole_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Glosses = Mapping[str, Sequence[str]]

_ENTRY = re.compile(r"\S+ ([\u4e00-\u9fff]+) \[[^\]]*\] /(.+)/")
_NO_MEANING = re.compile(
    r"(?:old |Japanese |erhua )?variant of|surname|CL:|abbr\. for|see |erhua|used in|\(Tw\)|Taiwan pr|also |Kangxi|euphem"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff|]+(?:\[[^\]]*\])?")
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "with",
        "by",
        "and",
        "or",
        "at",
        "from",
        "as",
        "is",
        "be",
        "it",
        "that",
        "this",
        "one",
        "sb",
        "sth",
        "somebody",
        "something",
        "someone",
        "his",
        "her",
        "its",
        "etc",
        "esp",
        "usu",
        "also",
        "who",
        "which",
        "into",
        "not",
        "no",
        "up",
        "out",
        "off",
        "over",
        "used",
        "very",
        "lit",
        "fig",
        "coll",
        "old",
    ]
)
# English words are cut to their first letters, which joins most of their forms.
_STEM = 6
_MEANINGS = 8
_PAIR = 0.5
_PENALTY, _STEPS = 30.0, 25
_OFTEN = 400
# A word seen so many times is placed as much by its company as by its explanation.
_SEEN = 60.0
_LONGEST, _RAREST = 4, 5


class Placed(NamedTuple):
    """Words with a vector of length 1 each."""

    words: tuple[str, ...]
    vectors: "Floats"


def read_glosses(path: Path) -> dict[str, list[str]]:
    """Return the explanations of the words of a dictionary in the format of CEDICT, names of persons and places left out."""
    found: dict[str, list[str]] = defaultdict(list)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for match in filter(None, map(_ENTRY.match, file)):
            told = [
                gloss for gloss in match[2].split("/") if not _NO_MEANING.match(gloss) and re.search("[a-z]", gloss)
            ]
            if told and not told[0][0].isupper():
                found[match[1]] += told
    return dict(found)


def everyday_words(glosses: Glosses, known: Sequence[str], most: int) -> list[str]:
    """Return the commonest explained words that are not known, those the tokeniser can find in a text."""
    held = set(known)
    often = [(frequency(word), word) for word in glosses if word not in held and len(word) <= _LONGEST]
    return [word for count, word in sorted(often, reverse=True) if count >= _RAREST][:most]


def place(known: Placed, counts: Mapping[str, int], glosses: Glosses, more: Sequence[str]) -> Placed:
    """Place more words among the known ones, and move known ones that were rarely seen towards where they belong.

    `counts` tells how often the known words were seen.
    """
    import numpy as np
    import scipy.sparse as sparse

    every = (*known.words, *more)
    parts = _parts(every, glosses)
    size = len(known.words)
    told = np.array([word in glosses for word in known.words], dtype=np.float32)
    seen = np.array([counts.get(word, 1) for word in known.words], dtype=np.float32)
    trust = sparse.diags(np.sqrt(np.sqrt(np.minimum(seen, _OFTEN)) * told))
    learnt = parts @ _ridge((trust @ parts[:size]).tocsr(), np.asarray(trust @ known.vectors))
    placed = _unit(np.asarray(learnt, dtype=np.float32))
    own = _SEEN * told[:, None]
    placed[:size] = (seen[:, None] * known.vectors + own * placed[:size]) / (seen[:, None] + own)
    return Placed(every, _unit(placed))


def _parts(words: Sequence[str], glosses: Glosses) -> Any:
    """Return a sparse matrix with a row of length 1 a word: the stems of its explanation, its characters and pairs of them."""
    import numpy as np
    import scipy.sparse as sparse

    bags = [_bag(word, glosses.get(word, ())) for word in words]
    holding = Counter(part for bag in bags for part in bag)
    number = {part: place for place, part in enumerate(part for part, count in holding.items() if count > 1)}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        for part in bag.keys() & number.keys():
            rows.append(row)
            columns.append(number[part])
            worth = bag[part] if bag[part] <= 1 else 1 + np.log(bag[part])
            values.append(worth * np.log(len(words) / holding[part]))
    parts = sparse.csr_matrix((values, (rows, columns)), shape=(len(words), len(number)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(parts.multiply(parts).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ parts).tocsr()


def _bag(word: str, told: Sequence[str]) -> dict[str, float]:
    bag: dict[str, float] = defaultdict(float)
    for gloss in told[:_MEANINGS]:
        stems = list(_stems(gloss))
        for stem in stems:
            bag[stem] += 1 / len(stems) ** 0.5
    for character in word:
        bag[character] += 1 / len(word) ** 0.5
    for start in range(len(word) - 1):
        bag[word[start : start + 2]] += _PAIR
    return bag


def _stems(gloss: str) -> Iterator[str]:
    for word in re.findall("[a-z]+", _CHINESE.sub(" ", gloss).lower()):
        if word not in _EMPTY and len(word) > 1:
            yield word[:_STEM]


def _ridge(rows: Any, wanted: "Floats") -> "Floats":
    """Return the weights that map sparse rows to what is wanted, by conjugate gradients over all columns at once."""
    import numpy as np

    left: Floats = np.asarray(rows.T @ wanted, dtype=np.float32)
    found = np.zeros_like(left)
    towards = left.copy()
    size = (left * left).sum(axis=0)
    for _ in range(_STEPS):
        image = np.asarray(rows.T @ (rows @ towards)) + _PENALTY * towards
        step = size / np.maximum((towards * image).sum(axis=0), 1e-12)
        found += step * towards
        left -= step * image
        new = (left * left).sum(axis=0)
        towards = left + new / np.maximum(size, 1e-12) * towards
        size = new
    return found


def _unit(rows: "Floats") -> "Floats":
    import numpy as np

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def extend(embedding: Path, glosses: Glosses, texts: Sequence[str], most: int, out: Path) -> None:
    """Write a static embedding again with up to `most` more words; `texts` tell how often words are seen."""
    import numpy as np
    from model2vec import StaticModel
    from model2vec.quantization import DType, quantize_embeddings

    from vectorstore.train import make_tokenizer

    model = StaticModel.from_pretrained(str(embedding))
    number = model.tokenizer.get_vocab()
    unknown, *names = sorted(number, key=number.__getitem__)
    raw = np.asarray(model.embedding, dtype=np.float32)[1:]
    counts = frequent_words(map(whole_words, texts), len(names) * 2, least=1)
    placed = place(Placed(tuple(names), _unit(raw)), counts, glosses, everyday_words(glosses, names, most))
    lengths = np.linalg.norm(raw, axis=1)
    # A word's length is its weight in a mean; one that plans hardly print weighs as much as the rarest they print.
    weights = np.append(lengths, np.full(len(placed.words) - len(names), np.median(lengths[-len(names) // 8 :])))
    vectors = np.vstack([np.zeros((1, raw.shape[1]), np.float32), placed.vectors * weights[:, None]])
    StaticModel(
        vectors=quantize_embeddings(vectors.astype(np.float32), DType.Int8),
        tokenizer=make_tokenizer([unknown, *placed.words]),
        config={"normalize": True},
    ).save_pretrained(str(out))


def main() -> None:
    """Read the options, the dictionary and the texts, extend the embedding."""
    from vectorstore.train import plan_pairs, question_pairs

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedding", type=Path, required=True, help="folder of a trained embedding")
    parser.add_argument("--dictionary", type=Path, required=True, help="CC-CEDICT, as text or gzipped")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of Markdown plans and reports")
    parser.add_argument("--questions", type=Path, nargs="*", default=[], help="SQuAD-format files")
    parser.add_argument("--held-out", default="衡阳|景德镇", help="texts that match this are left out")
    parser.add_argument("--most", type=int, default=30000, help="how many words to add at most")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pairs = [pair for path in given.questions for pair in question_pairs(path)]
    pairs += plan_pairs(given.corpus, re.compile(given.held_out))
    texts = list(dict.fromkeys(pair.positive for pair in pairs))
    extend(given.embedding, read_glosses(given.dictionary), texts, given.most, given.out)


if __name__ == "__main__":
    main()
