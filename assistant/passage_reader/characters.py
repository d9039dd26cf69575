"""List the characters that the reader tells apart: `python -m assistant.passage_reader.characters --questions FILE… --out FILE`.

A reader must be trained anew after the list has changed, as its weights follow the order of the list.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assistant.passage_reader.examples import read_questions
from assistant.passage_reader.words import folded

_MOST = 4000
_RAREST = 5
# Every digit is folded into this one.
_DIGIT = "0"


def frequent_characters(texts: Iterable[str]) -> str:
    """Return the characters of some texts that are met often enough to learn from, the commonest first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(folded(text))
    kept = [
        char
        for char, times in counts.most_common(_MOST)
        if times >= _RAREST and char.isprintable() and not char.isspace() and (char == _DIGIT or not char.isdecimal())
    ]
    return "".join(kept if _DIGIT in kept else [_DIGIT, *kept])


def main() -> None:
    """Read the options, count, write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", required=True, help="SQuAD-format files with answers")
    parser.add_argument("--corpus", type=Path, help="folder of Markdown plans and reports")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    asked = [item for path in given.questions for item in read_questions(path)]
    texts = [*dict.fromkeys(item.text for item in asked), *(item.question for item in asked)]
    if given.corpus:
        texts += [path.read_text(encoding="utf-8") for path in sorted(given.corpus.rglob("*.md"))]
    given.out.write_text(frequent_characters(texts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
