"""Documents that are nearly those of a store but of other cities and with other figures.

The share of such documents is the noise ratio of Chen et al.: Benchmarking Large Language Models in Retrieval-Augmented
Generation (RGB), AAAI 2024.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from eval.cases import Case
from eval.robustness.documents import rewritten
from ingest.figures import find_figures
from ingest.passage import Document
from ingest.regions import find_counties, find_regions, is_province, region_names, short_name

RATIOS = (0.2, 0.4, 0.6, 0.8)
_SEED = 7
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FACTORS = (0.62, 0.71, 0.83, 0.91, 1.08, 1.17, 1.29, 1.38)


def how_many(documents: int, ratio: float) -> int:
    """Return how many distractors make up a share of all documents."""
    return round(documents * ratio / (1 - ratio))


def names_its_place(case: Case) -> bool:
    """Tell whether a question, or one before it, says which region is meant; others have no one answer among distractors."""
    return bool(find_regions(" ".join([case.question, *(turn.q for turn in case.history)])))


def distractors(documents: Sequence[Document], count: int) -> list[Document]:
    """Return so many documents made of those given in turn, each of a city of its own; fewer are the first of more."""
    held = {document.description.region for document in documents}
    names = sorted(name for name in region_names() if name.endswith("市") and not is_province(name))
    cities = [name for name in names if name not in held and len(short_name(name)) == 2]
    random.Random(_SEED).shuffle(cities)
    return [_distractor(documents[number % len(documents)], city) for number, city in enumerate(cities[:count])]


def _distractor(document: Document, city: str) -> Document:
    described = document.description
    names = _renaming(document, city)
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def change(text: str) -> str:
        return other_figures(pattern.sub(lambda match: names[match.group()], text), city)

    def rename(text: str) -> str:
        return pattern.sub(lambda match: names[match.group()], text)

    description = replace(
        described,
        title=rename(described.title),
        region=city,
        issuer=rename(described.issuer) if described.issuer else None,
    )
    return rewritten(document, f"{document.id}-{city}", description, change)


def _renaming(document: Document, city: str) -> dict[str, str]:
    """Return what takes the place of the region's names and of those of its counties."""
    region = document.description.region or "本市"
    names = {region: city, short_name(region): short_name(city)}
    for county in find_counties(document.text):
        names[county] = short_name(city)[0] + county[1:]
    return names


def other_figures(text: str, seed: str) -> str:
    """Change every figure of a text, the same one always in the same way; years and numbers of chapters stay."""
    changed = []
    position = 0
    for figure in find_figures(text):
        if figure.start < position:
            continue
        changed.append(text[position : figure.start])
        changed.append(_NUMBER.sub(lambda match: _other(match.group(), seed), figure.text))
        position = figure.start + len(figure.text)
    return "".join([*changed, text[position:]])


def _other(number: str, seed: str) -> str:
    factor = random.Random(f"{seed}{number}").choice(_FACTORS)
    decimals = len(number.partition(".")[2])
    other = f"{float(number) * factor:.{decimals}f}"
    # Small numbers come out as they were.
    return other if other != number else f"{float(number) + 10**-decimals:.{decimals}f}"
