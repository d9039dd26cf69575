"""The layers of the reader for training, in torch; `network.py` runs the same with numpy."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from assistant.passage_reader.features import QUESTION_FEATURES, SENTENCE_FEATURES, WORD_FEATURES
from assistant.passage_reader.words import CHARACTERS, KINDS

if TYPE_CHECKING:
    from torch import Tensor

    Weights = dict[str, Tensor]

_NONE = 1e4
_LETTERS, _SPEECH, _TAPS = 48, 16, 5
# How far apart the words are that each convolution looks at, for question, passage and what they make together.
_STEPS = {"qc": (1, 1), "pc": (1, 2, 4), "mc": (1, 2, 4, 1)}


class Batch(NamedTuple):
    """Questions with their passages side by side, filled up to the longest; a mask is 1 where there is something.

    A text is given as rows of the embedding (-1 for none), characters and kinds of its words. `group` is the number of the
    question that a passage is read for.
    """

    asked: "tuple[Tensor, Tensor, Tensor]"
    shown: "tuple[Tensor, Tensor, Tensor]"
    asked_mask: "Tensor"
    mask: "Tensor"
    question: "Tensor"
    words: "Tensor"
    sentences: "Tensor"
    sentence: "Tensor"
    sentence_mask: "Tensor"
    right: "Tensor"
    start: "Tensor"
    end: "Tensor"
    group: "Tensor"


class Values(NamedTuple):
    """For each word where the answer starts and ends, and for each sentence whether it does so there and as a whole."""

    starts: "Tensor"
    ends: "Tensor"
    first: "Tensor"
    whole: "Tensor"


def fresh_weights(letters: int, dimension: int, width: int) -> "Weights":
    """Return weights to start from, under the names that `network.py` reads."""
    import torch

    found: Weights = {}

    def linear(name: str, into: int, out: int) -> None:
        reach = into**-0.5
        found[f"{name}.weight"] = torch.empty(out, into).uniform_(-reach, reach)
        found[f"{name}.bias"] = torch.empty(out).uniform_(-reach, reach)

    found["ch.weight"] = 0.1 * torch.randn(letters + 1, _LETTERS)
    found["ch.weight"][0] = 0
    found["pos.weight"] = 0.1 * torch.randn(KINDS, _SPEECH)
    linear("inw", dimension + CHARACTERS * _LETTERS + _SPEECH, width)
    linear("inp", width + WORD_FEATURES + SENTENCE_FEATURES, width)
    linear("inq", width + QUESTION_FEATURES, width)
    for name, steps in _STEPS.items():
        for number in range(len(steps)):
            found[f"{name}.{number}.norm.weight"] = torch.ones(width)
            found[f"{name}.{number}.norm.bias"] = torch.zeros(width)
            found[f"{name}.{number}.dw"] = torch.randn(_TAPS, width) * _TAPS**-0.5
            linear(f"{name}.{number}.pw", width, 2 * width)
    for name, into, out in (
        ("al", width, width),
        ("mix", 4 * width, width),
        ("film", width, width),
        ("fin", 3 * width + SENTENCE_FEATURES, width),
        ("qp", width, 1),
        ("st", width, 1),
        ("se", width, 1),
        ("en", 2 * width, 1),
        ("sf", SENTENCE_FEATURES, 1),
    ):
        linear(name, into, out)
    return {name: weight.requires_grad_() for name, weight in found.items()}


def values(weights: "Weights", vectors: "Tensor", given: Batch, dropped: float = 0.0) -> Values:
    """Read a batch; `vectors` are those of the embedding behind a row of zeros, `dropped` the share of channels left out."""
    import torch
    from torch.nn import functional

    def linear(name: str, x: "Tensor") -> "Tensor":
        return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def drop(x: "Tensor") -> "Tensor":
        # Whole channels of a text: cheaper than single numbers, and words beside each other hold nearly the same.
        if not dropped:
            return x
        shape = (x.shape[0], *(1 for _ in x.shape[1:-1]), x.shape[-1])
        return x * (torch.empty(shape).bernoulli_(1 - dropped) / (1 - dropped))

    def embedded(words: "tuple[Tensor, Tensor, Tensor]") -> "Tensor":
        rows, letters, kinds = words
        shown = [vectors[rows + 1], weights["ch.weight"][letters].flatten(-2), weights["pos.weight"][kinds]]
        return linear("inw", drop(torch.cat(shown, -1)))

    def blocks(name: str, x: "Tensor", mask: "Tensor") -> "Tensor":
        for number, step in enumerate(_STEPS[name]):
            x = _block(weights, f"{name}.{number}", step, x, mask, drop)
        return x

    hide, hide_asked = (given.mask - 1) * _NONE, (given.asked_mask - 1) * _NONE
    about = torch.stack(
        [
            rows[place.clamp(min=0)] * (place >= 0)[:, None]
            for rows, place in zip(given.sentences, given.sentence, strict=True)
        ]
    )
    asked, shown = embedded(given.asked), embedded(given.shown)
    scale = asked.shape[-1] ** 0.5
    one, two = functional.relu(linear("al", shown)), functional.relu(linear("al", asked))
    aligned = (one @ two.transpose(1, 2) / scale + hide_asked.transpose(1, 2)).softmax(-1) @ asked
    q = blocks("qc", linear("inq", torch.cat([asked, given.question], -1)), given.asked_mask)
    p = linear("inp", torch.cat([shown, given.words, about], -1)) + aligned
    p = blocks("pc", p, given.mask)
    whole = ((linear("qp", q) + hide_asked).softmax(1) * q).sum(1, keepdim=True)
    met = (p @ q.transpose(1, 2) / scale + hide_asked.transpose(1, 2)).softmax(-1) @ q
    h = blocks("mc", linear("mix", drop(torch.cat([p, met, p * met, p * whole], -1))), given.mask)
    turned = h * linear("film", whole)
    h = functional.relu(linear("fin", drop(torch.cat([h, turned, p * whole, about], -1))))
    starts = linear("st", h) + hide
    from_there = (starts.softmax(1) * h).sum(1, keepdim=True)
    ends = linear("en", torch.cat([h, h * from_there], -1)) + hide
    missing = (given.sentence_mask - 1) * _NONE
    sums = _sums((linear("se", h) + hide)[..., 0], given) + linear("sf", given.sentences)[..., 0]
    return Values(starts[..., 0], ends[..., 0], _sums(starts[..., 0], given) + missing, sums + missing)


def _block(
    weights: "Weights", name: str, step: int, x: "Tensor", mask: "Tensor", drop: "Callable[[Tensor], Tensor]"
) -> "Tensor":
    """Mix each word with those beside it, channel by channel, then the channels, through a gate."""
    import torch
    from torch.nn import functional

    width = x.shape[-1]
    held = functional.layer_norm(x, (width,), weights[f"{name}.norm.weight"], weights[f"{name}.norm.bias"]) * mask
    taps = weights[f"{name}.dw"]
    reach = step * (len(taps) // 2)
    padded = functional.pad(held, (0, 0, reach, reach))
    mixed = torch.zeros_like(x)
    for number, tap in enumerate(taps):
        mixed = mixed + padded[:, number * step : number * step + x.shape[1]] * tap
    both = functional.linear(mixed, weights[f"{name}.pw.weight"], weights[f"{name}.pw.bias"])
    return (x + drop(functional.glu(both, -1))) * mask


def _sums(found: "Tensor", given: Batch) -> "Tensor":
    """Return the logarithm of the sum over each sentence of the powers of its words' values."""
    import torch
    from torch.nn import functional

    inside = functional.one_hot(given.sentence.clamp(min=0), given.sentence_mask.shape[1]).bool()
    inside &= (given.sentence >= 0)[..., None]
    return torch.where(inside, found[..., None], torch.full((), -_NONE)).logsumexp(1)


def loss(found: Values, given: Batch) -> "Tensor":
    """Return how improbable the right start, end and sentences are; any sentence that holds an answer is right.

    Sentences are compared within their passage, and with those of all passages of the question and with none of them, which is
    worth 0 (the shared normalisation of Clark and Gardner 2018).
    """
    import torch
    from torch.nn import functional

    known = (given.start >= 0).float()
    words = sum(
        functional.cross_entropy(shown, right.clamp(min=0), reduction="none") * known
        for shown, right in ((found.starts, given.start), (found.ends, given.end))
    )
    answers = given.right.any(1).float()

    def missed(shown: "Tensor") -> "Tensor":
        lost = torch.logsumexp(shown, 1) - torch.logsumexp(shown + (given.right - 1) * _NONE, 1)
        # The answer of a passage that was cut short may stand in what was cut off.
        return lost * (lost < _NONE / 100) * answers

    inside = 0.25 * words + missed(found.whole) + 0.5 * missed(found.first)
    count = int(given.group.max()) + 1
    return inside.sum() / answers.sum().clamp(min=1) + _among_all(found, given, answers, count).mean()


def _among_all(found: Values, given: Batch, answers: "Tensor", count: int) -> "Tensor":
    """Return for each question how improbable the right sentences of all its passages are, or none where none is right."""
    import torch

    def summed(values: "Tensor") -> "Tensor":
        member = given.group[None, :] == torch.arange(count)[:, None]
        return torch.where(member, values[None, :], torch.full((), -_NONE)).logsumexp(1)

    every = summed(torch.logsumexp(found.whole, 1))
    right = summed(torch.logsumexp(found.whole + (given.right - 1) * _NONE, 1))
    answered = summed(torch.where(answers > 0, 0.0, -_NONE)) > -_NONE / 2
    total = torch.logaddexp(every, torch.zeros(()))
    return total - torch.where(answered, right, torch.zeros(()))
