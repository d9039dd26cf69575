"""Train the reader: `python -m assistant.passage_reader.train --questions FILE… --corpus FOLDER --out FILE` (extra `models`).

Questions with answers come from SQuAD-format files; sentences with gaps are made from the paragraphs of those files and from
the Markdown plans and reports of a folder, and are only read in the first pass. What is kept is the running mean of the weights.
"""

import argparse
import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from assistant.passage_reader.cloze import clozes
from assistant.passage_reader.examples import Example, Group, examples, read_questions, with_others
from assistant.passage_reader.layers import Batch, fresh_weights, loss, values
from assistant.passage_reader.plan_questions import groups, read_plan_questions
from assistant.passage_reader.words import alphabet
from vectorstore.embed import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from assistant.passage_reader.layers import Weights

_SEED = 2
_WIDTH, _DROPPED = 96, 0.15
_BATCH, _RATE, _WARMING, _KEPT = 40, 1.5e-3, 300, 0.998
# Sentences of a passage that are read in training, and words of them; the program reads all.
_SENTENCES, _WORDS = 4, 260
_MOST_SENTENCES, _LONGEST_QUESTION = 40, 40
_FORGOTTEN_WORDS, _FORGOTTEN_LETTERS = 0.07, 0.03
_NOISE = 0.3
# How often a passage of another paragraph is read beside that of a general question; how often the answer is taken away from
# the passages of a plan; how many passages without it are read.
_OTHER_READ, _TAKEN_AWAY, _WRONG = 0.35, 0.12, 3
# The sentence features that choose what is read: the shares of the question in the sentence, and in it with the one before.
_SHARES = (0, 1, 3, 4, 6, 7, 9, 10)


def shortened(example: Example, chance: Random) -> Example:
    """Keep the sentence with the answer and those that look most like it, in their order: it reads faster and is as hard."""
    import numpy as np

    count = len(example.right)
    shares = example.found.sentences[:, _SHARES].mean(axis=1)
    drawn = [share - _NOISE * 0.2 * math.log(-math.log(chance.random() + 1e-12)) for share in shares]
    best = sorted(range(count), key=lambda place: -drawn[place])[:_SENTENCES]
    holding = _holding(example)
    if holding >= 0 and holding not in best:
        best[-1] = holding
    best.sort()
    number = np.full(count + 1, -1, dtype=np.int32)
    number[best] = np.arange(len(best))
    sentence = number[example.found.sentence]
    heading = np.arange(len(sentence)) < np.argmax(example.found.sentence >= 0)
    kept = np.flatnonzero((sentence >= 0) | heading)[:_WORDS]
    place = {int(old): new for new, old in enumerate(kept)}
    passage, found = example.passage, example.found
    return example._replace(
        passage=passage.only(kept),
        found=found._replace(words=found.words[kept], sentences=found.sentences[best], sentence=sentence[kept]),
        right=example.right[best],
        start=place.get(example.start, -1),
        end=place.get(example.end, len(kept) - 1) if example.start in place else -1,
    )


def _holding(example: Example) -> int:
    """Return the sentence that answers, -1 without one."""
    if example.start >= 0:
        return int(example.found.sentence[example.start])
    return int(example.right.argmax()) if example.right.any() else -1


def drawn(group: Group, chance: Random) -> Group:
    """Return some of what is read for a question: what answers, mostly, and a few passages that do not."""
    right = [example for example in group if example.right.any()]
    wrong = [example for example in group if not example.right.any()]
    if len(group) == 2 and right and chance.random() > _OTHER_READ:
        return tuple(right)
    if len(wrong) > 1 and chance.random() < _TAKEN_AWAY:
        right = []
    return (*right, *chance.sample(wrong, min(_WRONG, len(wrong))))


def batch(groups: Sequence[Group], forget: bool = False) -> Batch:
    """Put examples side by side; where told to, some words lose their vector and some characters."""
    import torch

    given = [example for group in groups for example in group]

    asked, shown = (
        tuple(
            _filled([getattr(w, part) for w in texts], fill)
            for part, fill in (("rows", -1), ("characters", 0), ("kinds", 0))
        )
        for texts in ([e.question for e in given], [e.passage for e in given])
    )
    for rows, letters, _ in (asked, shown) if forget else ():
        rows[torch.rand(rows.shape) < _FORGOTTEN_WORDS] = -1
        letters[torch.rand(letters.shape) < _FORGOTTEN_LETTERS] = 0
    return Batch(
        asked=asked,
        shown=shown,
        asked_mask=_mask([len(e.question.rows) for e in given])[..., None],
        mask=_mask([len(e.passage.rows) for e in given])[..., None],
        question=_filled([e.found.question for e in given]),
        words=_filled([e.found.words for e in given]),
        sentences=_filled([e.found.sentences for e in given]),
        sentence=_filled([e.found.sentence for e in given], -1),
        sentence_mask=_mask([len(e.right) for e in given]),
        right=_filled([e.right for e in given]).float(),
        start=torch.tensor([e.start for e in given]),
        end=torch.tensor([e.end for e in given]),
        group=torch.tensor([number for number, group in enumerate(groups) for _ in group]),
    )


def _filled(rows: "Sequence[NDArray[np.generic]]", fill: int = 0) -> "Tensor":
    import torch

    whole = [row.astype("int64") if row.dtype.kind in "iub" else row for row in rows]
    return torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(row) for row in whole], batch_first=True, padding_value=fill
    )


def _mask(lengths: Sequence[int]) -> "Tensor":
    import torch

    return (torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]).float()


def _batches(given: Sequence[Group], chance: Random) -> Iterator[Batch]:
    """Yield all groups once, those of like length together."""
    chosen = [drawn(group, chance) for group in given]
    order = sorted(
        (place for place, group in enumerate(chosen) if group),
        key=lambda place: max(len(example.passage.rows) for example in chosen[place]) + chance.random() * 40,
    )
    parts: list[list[int]] = [[]]
    for place in order:
        if sum(len(chosen[other]) for other in parts[-1]) >= _BATCH:
            parts.append([])
        parts[-1].append(place)
    chance.shuffle(parts)
    for part in parts:
        yield batch([tuple(shortened(example, chance) for example in chosen[place]) for place in part], forget=True)


def train(questions: Sequence[Group], gaps: Sequence[Group], passes: int) -> "Weights":
    """Train over the questions so many times, the first time with the sentences with gaps among them."""
    import numpy as np
    import torch

    torch.manual_seed(_SEED)
    chance = Random(_SEED)
    directions = bundled().directions(np.arange(len(bundled().vocabulary()), dtype=np.int32))
    vectors = torch.cat([torch.zeros(1, directions.shape[1]), torch.from_numpy(directions)])
    weights = fresh_weights(len(alphabet()), directions.shape[1], _WIDTH)
    kept = {name: weight.detach().clone() for name, weight in weights.items()}
    optimiser = torch.optim.AdamW(weights.values(), lr=_RATE, weight_decay=0.01, betas=(0.9, 0.98))
    step = 0
    for number in range(passes):
        batches = list(_batches([*questions, *gaps] if number == 0 else questions, chance))
        for place, given in enumerate(batches):
            step += 1
            done = (number + place / len(batches)) / passes
            rate = _RATE * min(1.0, step / _WARMING) * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.zero_grad()
            lost = loss(values(weights, vectors, given, _DROPPED), given)
            lost.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 2.0)
            optimiser.step()
            share = min(_KEPT, (1 + step) / (10 + step))
            for name, weight in weights.items():
                kept[name].mul_(share).add_(weight.detach(), alpha=1 - share)
            if step % 100 == 0:
                sys.stderr.write(f"{number} {place}/{len(batches)} {lost.item():.3f}\n")
    return kept


def _usable(group: Group) -> Group:
    """Leave out what is too long to be read beside others."""
    return tuple(
        example
        for example in group
        if len(example.right) < _MOST_SENTENCES and len(example.question.rows) < _LONGEST_QUESTION
    )


def _paragraphs(folder: Path, held_out: re.Pattern[str]) -> Iterator[str]:
    """Yield the longer paragraphs of Markdown files."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if not held_out.search(f"{path} {text}"):
            lines = (line.strip("#>* ") for line in text.split("\n"))
            yield from (line[:700] for line in lines if len(line) > 120)


def main() -> None:
    """Read the options, gather the examples, train, write the weights."""
    import numpy as np

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", required=True, help="SQuAD-format files with answers")
    parser.add_argument("--plan-questions", type=Path, nargs="*", default=[], help="questions about plans")
    parser.add_argument("--plans", type=Path, default=Path(), help="folder that those name the plans in")
    parser.add_argument("--corpus", type=Path, help="folder of Markdown plans and reports to make gaps in")
    parser.add_argument("--held-out", default="衡阳|景德镇", help="texts that match this are left out")
    parser.add_argument("--gaps", type=int, default=20000, help="how many sentences with gaps; a third from the folder")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    asked = [item for path in given.questions for item in read_questions(path)]
    chance = Random(_SEED)
    plans = list(_paragraphs(given.corpus, re.compile(given.held_out))) if given.corpus else []
    third = given.gaps // 3 if plans else 0
    made = [
        *clozes([*dict.fromkeys(item.text for item in asked)], given.gaps - third, chance),
        *clozes(plans, third, chance),
    ]
    people = list(examples(asked))
    questions = [*with_others(people, [example.passage.folded for example in people])]
    for path in given.plan_questions:
        questions += groups(read_plan_questions(path), given.plans)
    gaps = [(example,) for example in examples(made)]
    found = train(list(filter(None, map(_usable, questions))), list(filter(None, map(_usable, gaps))), given.passes)
    np.savez(given.out, **{name: weight.numpy().astype(np.float16) for name, weight in found.items()})


if __name__ == "__main__":
    main()
