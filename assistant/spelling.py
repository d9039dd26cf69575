"""Put right the characters a question has wrong, by what the plans hold.

Input methods offer words by their sound, so that a wrong character sounds like the right one. A word is put right only
where the plans do not hold it, hold one that sounds the same in the same surroundings, and no other comes near it.
What the plans simply do not speak of, and every name, stays as it was typed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ingest.regions import find_regions
from vectorstore.question_words import is_empty_word
from vectorstore.tokens import Tagged, in_dictionary, tagged

_HAN = re.compile(r"[\u3400-\u9fff]+")
_QUOTED = re.compile(r"[“\"「『‘《][^”\"」』’》]*[”\"」』’》]")
# Names of people, places and institutions, and what only asks or counts.
_KEPT = ("nr", "ns", "nt", "r", "m", "u", "p", "c", "x", "eng")
_DOCUMENT = re.compile("纲要|方案|报告|规划|计划|意见")
_LONGEST = 4
_REACH = 2
_CLEARLY = 3
_SURELY = 30
# A question of which the plans hold so little is about something else.
_MANY = 4


class Words(NamedTuple):
    """What is asked of a store: how many passages hold a word, and the texts that hold most of some words."""

    frequency: Callable[[str], int]
    texts: Callable[[Sequence[str]], list[str]]

    def known(self, word: str) -> bool:
        """Tell whether any passage holds a word."""
        return self.frequency(word) > 0


class _Place(NamedTuple):
    """A stretch of a question that may be wrong, and what stands around it; `tones` must agree in a word that exists."""

    start: int
    end: int
    left: str
    right: str
    inside: tuple[str, str]
    tones: bool


def corrected(question: str, words: Words) -> str:
    """Return the question with wrong characters put right; unchanged where nothing is certainly wrong."""
    kept = [match.span() for match in _QUOTED.finditer(question)]
    found = tagged(question)
    suspects = [word for word in found if _suspect(word, words, kept)]
    if not suspects or len(suspects) > _MANY:
        return question
    held = [
        word.text for word in found if len(word.text) > 1 and not is_empty_word(word.text) and words.known(word.text)
    ]
    texts = words.texts(held) if held else []
    # From the end, so that the places of what stands before stay right.
    for suspect in reversed(suspects):
        # A name the tokeniser does not know falls into pieces.
        if not any(_of_a_name(other, words) for other in found if _adjacent(suspect, other)):
            question = _put_right(question, suspect, found, words, texts)
    return question


def _adjacent(one: Tagged, other: Tagged) -> bool:
    return one.start + len(one.text) == other.start or other.start + len(other.text) == one.start


def _of_a_name(word: Tagged, words: Words) -> bool:
    if not _HAN.fullmatch(word.text) or find_regions(word.text):
        return False
    if word.kind.startswith("nr"):
        return True
    # The tokeniser also joins what only asks to the word before it.
    plain = word.kind.startswith(_KEPT) or any(is_empty_word(char) for char in word.text)
    return len(word.text) > 1 and not plain and not words.known(word.text)


def _suspect(word: Tagged, words: Words, kept: Sequence[tuple[int, int]]) -> bool:
    return (
        bool(_HAN.fullmatch(word.text))
        and len(word.text) <= _LONGEST
        and not (word.kind.startswith(_KEPT) and (len(word.text) > 1 or not word.kind.startswith("nr")))
        and not is_empty_word(word.text)
        and not any(start <= word.start < end for start, end in kept)
        and not find_regions(word.text)
        and not (words.known(word.text) and (len(word.text) == 1 or in_dictionary(word.text)))
    )


def _put_right(question: str, suspect: Tagged, found: Sequence[Tagged], words: Words, texts: Sequence[str]) -> str:
    for place in _places(question, suspect, found):
        typed = question[place.start : place.end]
        if any(is_empty_word(char) for char in typed):
            continue
        better = _better(typed, place, texts)
        if better is None:
            continue
        changed = question[: place.start] + better + question[place.end :]
        if _fits(question, changed, place, words):
            return changed
    return question


def _places(question: str, suspect: Tagged, found: Sequence[Tagged]) -> Iterator[_Place]:
    """Yield the stretches of a suspect word, short ones first: one wrong character is likelier than two."""
    first, last = suspect.start, suspect.start + len(suspect.text)
    before = next((word for word in found if word.start + len(word.text) == first), None)
    after = next((word for word in found if word.start == last), None)
    lead = _context(before)[-_REACH:]
    tail = _context(after)[:_REACH]
    tones = len(suspect.text) > 1 and in_dictionary(suspect.text)
    for length in range(1, min(len(suspect.text), 3) + 1):
        for start in range(first, last - length + 1):
            left = (lead + question[first:start])[-_REACH:]
            right = (question[start + length : last] + tail)[:_REACH]
            inside = (question[first:start], question[start + length : last])
            yield _Place(start, start + length, left, right, inside, tones)


def _context(word: Tagged | None) -> str:
    """Return a neighbouring word where it says something of what stands beside it."""
    if word is None or not _HAN.fullmatch(word.text) or word.kind.startswith(_KEPT):
        return ""
    # What a document is called says nothing of what is asked, but is half of its name.
    if is_empty_word(word.text) and not _DOCUMENT.fullmatch(word.text):
        return ""
    return word.text


def _better(typed: str, place: _Place, texts: Sequence[str]) -> str | None:
    """Return what the plans print in the surroundings of a stretch and what sounds like it, None unless that is clear."""
    from assistant.syllables import same_sound

    gap = rf"([\u4e00-\u9fff]{{{len(typed)}}})"
    shapes = []
    if place.left and place.right:
        shapes.append(re.escape(place.left) + gap + re.escape(place.right))
    if len(place.left) >= _REACH:
        shapes.append(re.escape(place.left) + gap)
    if len(place.right) >= _REACH:
        shapes.append(gap + f"(?={re.escape(place.right)})")
    if len(place.inside[0] + place.inside[1]) >= _REACH:
        shapes.append(re.escape(place.inside[0]) + gap + re.escape(place.inside[1]))
    for shape in shapes:
        printed = Counter(found for text in texts for found in re.findall(shape, text))
        if typed in printed:
            return None
        alike = Counter({t: n for t, n in printed.items() if same_sound(t, typed, tones=place.tones)})
        ranked = alike.most_common(2)
        if ranked:
            clear = len(ranked) == 1 or ranked[0][1] >= _CLEARLY * ranked[1][1]
            # A word that exists may be meant: one place that prints another beside the same word is no reason to doubt it.
            both = shape is shapes[0] and bool(place.left and place.right)
            clear = clear and (ranked[0][1] > 1 or both or not place.tones)
            return ranked[0][0] if clear else None
    return None


def _fits(typed: str, changed: str, place: _Place, words: Words) -> bool:
    """Tell whether a changed question reads as the plans do: whole words they hold, and pairs they hold."""
    first, last = place.start - min(1, len(place.left)), place.end + min(1, len(place.right)) - 1
    pairs = [(typed[at : at + 2], changed[at : at + 2]) for at in range(first, last)]
    covering = [w for w in tagged(changed) if w.start < place.end and w.start + len(w.text) > place.start]
    return (
        all(words.known(new) for _, new in pairs)
        # Two characters may stand together anywhere, across the border of two words.
        and any(words.frequency(new) >= _SURELY * words.frequency(old) for old, new in pairs)
        and all(len(w.text) > 1 and words.known(w.text) and in_dictionary(w.text) for w in covering)
        and not any(w.kind.startswith(("nr", "ns", "nt")) or find_regions(w.text) for w in covering)
    )
