"""Train the bundled static embedding: `python -m vectorstore.train --corpus DIR --questions FILE… --out DIR`.

Needs the extra `models`. The corpus is a folder of Markdown plans and reports, the question files are in the format of
SQuAD. Texts that name a held-out place are left out, so that what is measured on its plans was not seen in training.
The result is a sentence-transformers StaticEmbedding over our own tokens, quantised and saved for model2vec.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.errors import IngestError
from ingest.outline import outline
from ingest.read.open import read_file
from ingest.sentences import sentences
from vectorstore.cooccurrence import frequent_words, word_vectors
from vectorstore.tokens import whole_words, words

if TYPE_CHECKING:
    from datasets import Dataset
    from tokenizers import Tokenizer

_SEED = 20261122
_UNKNOWN = "[UNK]"
_TUNED_ON = 120_000


class Pair(NamedTuple):
    """Two texts that belong together."""

    anchor: str
    positive: str


def question_pairs(path: Path) -> Iterator[Pair]:
    """Yield each question of a SQuAD-format file with the paragraph that answers it, and with the sentence alone."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for question in paragraph["qas"]:
                answer = question["answers"][0]["text"]
                yield Pair(question["question"], context[:600])
                holding = [sentence for sentence in sentences(context) if answer in sentence]
                if holding:
                    yield Pair(question["question"], holding[0])


def plan_pairs(folder: Path, held_out: re.Pattern[str]) -> Iterator[Pair]:
    """Yield weak pairs of plans: heading and body, opening phrase and body, a sentence and the rest of its paragraph."""
    chance = random.Random(_SEED)
    for path in sorted(folder.rglob("*.md")):
        if held_out.search(str(path)):
            continue
        try:
            outlined = outline(read_file(path).blocks)
        except IngestError:
            continue
        for item in outlined:
            text = item.block.text
            if item.block.kind != "paragraph" or len(text) < 60 or held_out.search(text):
                continue
            if item.trail:
                heading = re.sub(r"^[（(]?[\d一二三四五六七八九十]+[、.．）)]", "", item.trail[-1])
                if 4 <= len(heading) <= 40:
                    yield Pair(heading, text.replace(heading, "", 1)[:400])
            whole = sentences(text)
            if len(whole) >= 3:
                for chosen in chance.sample(range(len(whole)), min(3, len(whole) // 2)):
                    rest = "".join(whole[:chosen] + whole[chosen + 1 :])
                    if 10 <= len(whole[chosen]) <= 200:
                        yield Pair(whole[chosen], rest[:400])


def make_tokenizer(tokens: Sequence[str]) -> "Tokenizer":
    """Return a tokenizer that splits our space-separated tokens and knows exactly these."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    tokenizer = Tokenizer(WordLevel({token: number for number, token in enumerate(tokens)}, unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokenizer


def _dataset(pairs: Sequence[Pair]) -> "Dataset":
    from datasets import Dataset

    return Dataset.from_dict(
        {
            "anchor": [" ".join(words(pair.anchor)) for pair in pairs],
            "positive": [" ".join(words(pair.positive)) for pair in pairs],
        }
    )


def train(questions: Sequence[Pair], plans: Sequence[Pair], size: int, dimension: int, out: Path) -> None:
    """Start from word co-occurrence, tune on pairs with in-batch negatives, quantise to 8 bits, save for model2vec."""
    import numpy as np
    from model2vec import StaticModel
    from model2vec.quantization import DType, quantize_embeddings
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.losses import MultipleNegativesRankingLoss
    from sentence_transformers.models import StaticEmbedding

    texts = [whole_words(text) for text in dict.fromkeys(pair.positive for pair in (*questions, *plans))]
    counts = frequent_words(texts, size)
    vectors = np.vstack([np.zeros((1, dimension), np.float32), word_vectors(texts, counts, dimension)])
    module = StaticEmbedding(make_tokenizer([_UNKNOWN, *counts]), embedding_weights=vectors)
    model = SentenceTransformer(modules=[module], device="cpu")
    chance = random.Random(_SEED)
    pairs = [*questions, *chance.sample(plans, min(_TUNED_ON, len(plans)))]
    chance.shuffle(pairs)
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(out.with_name(out.name + "-checkpoints")),
        num_train_epochs=1,
        per_device_train_batch_size=512,
        learning_rate=0.005,
        warmup_steps=0.1,
        seed=_SEED,
        save_strategy="no",
        report_to="none",
        logging_steps=100,
    )
    loss = MultipleNegativesRankingLoss(model)
    SentenceTransformerTrainer(model, arguments, train_dataset=_dataset(pairs), loss=loss).train()
    tuned = quantize_embeddings(module.embedding.weight.detach().numpy(), DType.Int8)
    StaticModel(vectors=tuned, tokenizer=module.tokenizer, config={"normalize": True}).save_pretrained(str(out))


def main() -> None:
    """Read the options, gather the pairs, train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of Markdown plans and reports")
    parser.add_argument("--questions", type=Path, nargs="*", default=[], help="SQuAD-format files")
    parser.add_argument("--held-out", default="衡阳|景德镇", help="texts that match this are left out")
    parser.add_argument("--tokens", type=int, default=40000)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    questions = [pair for path in given.questions for pair in question_pairs(path)]
    plans = list(plan_pairs(given.corpus, re.compile(given.held_out)))
    train(questions, plans, given.tokens, given.dimension, given.out)


if __name__ == "__main__":
    main()
