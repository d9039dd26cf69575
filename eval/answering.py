"""Measure answers from a single paragraph: `python -m eval.answering --squad FILE`.

Every question is put to its own paragraph alone, as one passage of one document, so that nothing but the choice of the
sentence and of the words in it is measured. FILE is in the format of SQuAD with answers (CMRC 2018, DRCD).
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.candidates import chosen
from assistant.extract import extract
from assistant.statements import Context
from assistant.support import Sought
from assistant.understand import understand
from eval.errors import EvalError
from eval.intervals import interval
from eval.retrieval.compare import store_of_documents
from eval.retrieval.judged import document_of
from eval.squad_file import AnsweredQuestion, read_articles
from ingest.passage import Passage
from vectorstore.embed import bundled
from vectorstore.question_words import Weigher
from vectorstore.retrieve import Retrieved

_SEPARATE = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff_]+")

Told = Callable[[str], None]


class Item(NamedTuple):
    """A question with its paragraph and the answers people gave."""

    id: str
    question: str
    passage: Passage
    answers: tuple[str, ...]


class Row(NamedTuple):
    """What came of a question: the sentence chosen, whether it holds an answer, whether the program would show it, its key."""

    id: str
    question: str
    answers: tuple[str, ...]
    sentence: str
    holds: bool
    shown: bool
    shown_holds: bool
    key: str
    f1: float


def pieces(text: str) -> list[str]:
    """Cut a text as the CMRC 2018 evaluation does: Chinese by characters, other scripts by words, without punctuation.

    Cui et al.: A Span-Extraction Dataset for Chinese Machine Reading Comprehension, EMNLP 2019, section 4.1.
    """
    return _SEPARATE.findall(unicodedata.normalize("NFKC", text).lower())


def span_f1(given: str, answers: Sequence[str]) -> float:
    """Return the best F1 of a span against reference answers, by their longest common run of pieces.

    The measure of the CMRC 2018 evaluation (Cui et al. 2019): precision and recall count the longest common substring.
    """
    return max((_f1(pieces(given), pieces(answer)) for answer in answers), default=0.0)


def overlap_f1(given: str, answers: Sequence[str]) -> float:
    """Return the best F1 of a span by the bag of pieces it shares with a reference (Rajpurkar et al.: SQuAD, EMNLP 2016)."""
    best = 0.0
    for answer in answers:
        one, two = pieces(given), pieces(answer)
        best = max(best, _mean((Counter(one) & Counter(two)).total(), len(one), len(two)))
    return best


def holds_answer(sentence: str, answers: Sequence[str]) -> bool:
    """Tell whether a sentence holds one of the reference answers, punctuation and width aside."""
    text = "\0".join(pieces(sentence))
    return any(answer and f"\0{answer}\0" in f"\0{text}\0" for answer in ("\0".join(pieces(a)) for a in answers))


def _f1(one: Sequence[str], two: Sequence[str]) -> float:
    return _mean(longest_common_run(one, two), len(one), len(two))


def _mean(shared: int, one: int, two: int) -> float:
    return 2 * shared / (one + two) if shared else 0.0


def longest_common_run(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many pieces the longest run has that stands in both."""
    longest = 0
    row = [0] * (len(two) + 1)
    for left in one:
        previous = 0
        for place, right in enumerate(two, start=1):
            previous, row[place] = row[place], previous + 1 if left == right else 0
            longest = max(longest, row[place])
    return longest


def read_items(path: Path) -> list[Item]:
    """Return the questions of a file with their paragraphs; raise UnreadableCases for another format."""
    articles = read_articles(path, AnsweredQuestion)
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    passages = [document_of(f"p{n:05d}", "", [((), p.context)]).passages[0] for n, p in enumerate(paragraphs)]
    return [
        Item(question.id, question.question, passage, tuple(answer.text for answer in question.answers))
        for paragraph, passage in zip(paragraphs, passages, strict=True)
        for question in paragraph.qas
        if question.question.strip()
    ]


def answered(items: Sequence[Item], told: Told) -> Iterator[Row]:
    """Answer every question from its paragraph; words are weighed over all paragraphs together."""
    passages = list(dict.fromkeys(item.passage for item in items))
    documents = [document_of(passage.document, "", [((), passage.text)]) for passage in passages]
    with store_of_documents(documents, bundled()) as store:
        weigher = Weigher(store)
        for number, item in enumerate(items):
            if number % 200 == 0:
                told(f"{number}/{len(items)}")
            yield _row(item, weigher)


def _row(item: Item, weigher: Weigher) -> Row:
    understood = understand(item.question, (), ())
    context = Context(
        understanding=understood,
        sought=Sought.of(weigher.content(understood.core, understood.alternatives)),
        retrieved=[Retrieved(0, item.passage, 1.0, 1.0)],
        passages_of=lambda _: [item.passage],
        periods={},
        years=understood.years,
    )
    best = chosen(context)
    sentence = best.unit.text if best else ""
    text = item.passage.text
    key = text[best.key.start : best.key.end] if best and best.key else ""
    shown = "".join(text[s.quote.start : s.quote.end] for s in extract(context).statements)
    return Row(
        item.id,
        item.question,
        item.answers,
        sentence,
        holds_answer(sentence, item.answers),
        bool(shown),
        holds_answer(shown, item.answers),
        key,
        span_f1(key, item.answers),
    )


def figures(rows: Sequence[Row]) -> dict[str, object]:
    """Sum the rows up: means with 95 % intervals."""
    if not rows:
        raise EvalError("no question to measure; found an empty file, expected one with questions and answers")
    shown = [row for row in rows if row.shown]
    keyed = [row for row in rows if row.key]
    return {
        "questions": len(rows),
        "chosen sentence holds an answer": _share([row.holds for row in rows]),
        "answered": _share([row.shown for row in rows]),
        "of the answers shown, hold one": _share([row.shown_holds for row in shown]) if shown else None,
        "key named": _share([bool(row.key) for row in rows]),
        "F1 of the key, all questions": _share([row.f1 for row in rows]),
        "F1 of the key, where one is named": _share([row.f1 for row in keyed]) if keyed else None,
    }


def _share(values: Sequence[float]) -> dict[str, float]:
    found = interval([float(value) for value in values])
    return {"mean": round(sum(values) / len(values), 4), "low": round(found.low, 4), "high": round(found.high, 4)}


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure, print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.answering", description="Answers from a single paragraph.")
    parser.add_argument("--squad", type=Path, required=True, help="a file in the format of SQuAD, with answers")
    parser.add_argument("--first", type=int, default=0, help="ask only so many questions")
    parser.add_argument("--out", type=Path, help="write what came of every question to this file, as JSON lines")
    given = parser.parse_args(arguments)
    try:
        items = read_items(given.squad)
        rows = list(answered(items[: given.first or None], _tell))
        found = figures(rows)
        if given.out:
            lines = [json.dumps(row._asdict(), ensure_ascii=False) for row in rows]
            given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except (EvalError, OSError) as error:
        _tell(str(error))
        return 2
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
