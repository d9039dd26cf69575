"""Run the trained reader: how likely each sentence of a passage answers a question, and from which word to which."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from assistant.passage_reader.features import Features
from assistant.passage_reader.words import Words
from vectorstore.embed import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_EPSILON = 1e-5
_NONE = -1e4


class Reading(NamedTuple):
    """What the network makes of a passage: values a sentence, and a value a word for where the answer starts and ends.

    Higher is likelier; values are comparable within one passage, those `among_all` between passages too. `ends` is given for
    the likeliest start.
    """

    sentences: "Floats"
    among_all: "Floats"
    starts: "Floats"
    ends: "Floats"


class Network:
    """The trained weights and what is done with them; the same as `Reader` in `assistant/passage_reader/train.py`.

    Dilated convolutions over words with gates, question and passage aligned by attention twice, once over the word
    vectors and once over what the convolutions made of them; a sentence is worth the sum over its words.
    """

    def __init__(self, weights: "dict[str, Floats]") -> None:
        self._of = weights

    def read(self, question: Words, passage: Words, found: Features) -> Reading:
        """Read a passage for a question."""
        import numpy as np

        about = found.sentences[np.maximum(found.sentence, 0)] * (found.sentence >= 0)[:, None]
        asked, shown = self._embedded(question), self._embedded(passage)
        aligned = self._align(shown, asked)
        q = self._linear("inq", np.concatenate([asked, found.question], axis=1))
        p = self._linear("inp", np.concatenate([shown, found.words, about], axis=1)) + aligned
        q = self._blocks("qc", (1, 1), q)
        p = self._blocks("pc", (1, 2, 4), p)
        whole = _softmax(self._linear("qp", q), axis=0).T @ q
        met = self._meet(p, q) @ q
        h = self._linear("mix", np.concatenate([p, met, p * met, p * whole], axis=1))
        h = self._blocks("mc", (1, 2, 4, 1), h)
        turned = h * self._linear("film", whole)
        h = np.maximum(self._linear("fin", np.concatenate([h, turned, p * whole, about], axis=1)), 0)
        starts = self._linear("st", h)[:, 0]
        from_there = _softmax(starts[:, None], axis=0).T @ h
        ends = self._linear("en", np.concatenate([h, h * from_there], axis=1))[:, 0]
        count = len(found.sentences)
        sentences = _sums(self._linear("se", h)[:, 0], found.sentence, count)
        sentences += self._linear("sf", found.sentences)[:, 0]
        first = _sums(starts, found.sentence, count)
        return Reading(_log_softmax(sentences) + _log_softmax(first), sentences, starts, ends)

    def _linear(self, name: str, x: "Floats") -> "Floats":
        out: Floats = x @ self._of[f"{name}.weight"].T
        out += self._of[f"{name}.bias"]
        return out

    def _embedded(self, words: Words) -> "Floats":
        import numpy as np

        vectors = bundled().directions(np.maximum(words.rows, 0)) * (words.rows >= 0)[:, None]
        letters = self._of["ch.weight"][words.characters].reshape(len(words.rows), -1)
        return self._linear("inw", np.concatenate([vectors, letters, self._of["pos.weight"][words.kinds]], axis=1))

    def _align(self, shown: "Floats", asked: "Floats") -> "Floats":
        import numpy as np

        one, two = (np.maximum(self._linear("al", x), 0) for x in (shown, asked))
        aligned: Floats = self._meet(one, two) @ asked
        return aligned

    def _meet(self, shown: "Floats", asked: "Floats") -> "Floats":
        """Return for each word of the passage how its attention is shared out over the question."""
        scaled: Floats = shown @ asked.T * asked.shape[1] ** -0.5
        return _softmax(scaled, axis=1)

    def _blocks(self, name: str, steps: tuple[int, ...], x: "Floats") -> "Floats":
        for number, step in enumerate(steps):
            x = x + self._convolved(f"{name}.{number}", step, x)
        return x

    def _convolved(self, name: str, step: int, x: "Floats") -> "Floats":
        """Mix each word with those beside it, channel by channel, then the channels, through a gate.

        Most of the time of an answer is spent here, so that arrays are used again.
        """
        import numpy as np

        count, width = x.shape
        taps = self._of[f"{name}.dw"]
        reach = step * (len(taps) // 2)
        padded = np.zeros((count + 2 * reach, width), np.float32)
        h = padded[reach : reach + count]
        np.subtract(x, x.mean(axis=1, keepdims=True), out=h)
        spread = np.sqrt(np.einsum("ij,ij->i", h, h) / width + _EPSILON)
        h /= spread[:, None]
        h *= self._of[f"{name}.norm.weight"]
        h += self._of[f"{name}.norm.bias"]
        mixed = padded[:count] * taps[0]
        shifted = np.empty_like(mixed)
        for number in range(1, len(taps)):
            np.multiply(padded[number * step : number * step + count], taps[number], out=shifted)
            mixed += shifted
        both = self._linear(f"{name}.pw", mixed)
        gate = both[:, width:]
        np.negative(gate, out=gate)
        np.exp(gate, out=gate)
        gate += 1
        gated: Floats = np.divide(both[:, :width], gate, out=mixed)
        return gated


def _softmax(x: "Floats", axis: int) -> "Floats":
    import numpy as np

    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    found: Floats = powers / powers.sum(axis=axis, keepdims=True)
    return found


def _log_softmax(x: "Floats") -> "Floats":
    import numpy as np

    least: Floats = x - x.max()
    return np.asarray(least - np.log(np.exp(least).sum()), dtype=np.float32)


def _sums(values: "Floats", sentence: "NDArray[np.int32]", count: int) -> "Floats":
    """Return the logarithm of the sum over each sentence of the powers of its words' values."""
    import numpy as np

    top = values.max(initial=0.0)
    inside = sentence >= 0
    total = np.bincount(sentence[inside], weights=np.exp(values[inside] - top), minlength=count)
    return np.asarray(np.where(total > 0, np.log(np.maximum(total, 1e-30)) + top, _NONE), dtype=np.float32)


@cache
def network() -> Network:
    """Return the bundled network, loaded once a process."""
    import numpy as np

    with files("assistant.passage_reader").joinpath("weights.npz").open("rb") as file, np.load(file) as held:
        return Network({name: held[name].astype(np.float32) for name in held.files})
