"""Hold what a question wants of a passage: its own words, and other wordings in their place."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

_STRADDLING = 0.8
_OTHER_WORDING = 0.5
_CREDIT = 0.95
_HELD = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """The weighted tokens of another wording and the question's tokens in whose place it may stand."""

    tokens: Mapping[str, float]
    replaces: frozenset[str]
    _total: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_total", sum(self.tokens.values()))

    def share(self, held: Set[str]) -> float:
        """Return the share of its weight that a set of tokens holds."""
        return _weight(self.tokens, held) / self._total if self._total else 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The weighted tokens of a question, those that straddle two words, and the other wordings for parts of it."""

    own: Mapping[str, float]
    straddling: frozenset[str] = frozenset()
    wordings: tuple[Wording, ...] = ()
    _total: float = field(init=False)
    _any: frozenset[str] = field(init=False, repr=False, compare=False)
    # The sentences of sixty passages hold the same few of its words again and again.
    _shares: dict[frozenset[str], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_total", sum(self.own.values()))
        object.__setattr__(self, "_any", frozenset(self.own).union(*(wording.tokens for wording in self.wordings)))

    def among(self, held: Set[str]) -> frozenset[str]:
        """Return those of a set of tokens that are wanted in one wording or another."""
        return self._any & held

    def share(self, held: Set[str]) -> float:
        """Return the share of the question's weight that a set of tokens holds, 0 to 1.

        Another wording counts, a little less, for the words it stands for; it never adds to the whole.
        """
        wanted = self.among(held)
        if not wanted or not self._total:
            return 0.0
        share = self._shares.get(wanted)
        if share is None:
            share = self._shares[wanted] = self._share(wanted)
        return share

    def _share(self, held: frozenset[str]) -> float:
        found = _weight(self.own, held)
        credit: dict[str, float] = {}
        for wording in self.wordings:
            share = wording.share(held)
            if share >= _HELD:
                for token in wording.replaces:
                    if token not in held:
                        credit[token] = max(credit.get(token, 0.0), _CREDIT * share)
        return (found + sum(self.own[token] * part for token, part in credit.items())) / self._total

    def boosts(self) -> dict[str, float]:
        """Return the tokens to search for with their boosts; BM25 itself brings the inverse document frequency.

        Wordings for the same words share what one of them would be worth.
        """
        boosts = {token: _STRADDLING if token in self.straddling else 1.0 for token in self.own}
        rivals = Counter(wording.replaces for wording in self.wordings)
        for wording in self.wordings:
            worth = _OTHER_WORDING / rivals[wording.replaces]
            for token in wording.tokens:
                if token not in self.own:
                    boosts[token] = max(boosts.get(token, 0.0), worth)
        return boosts


def _weight(weights: Mapping[str, float], held: Set[str]) -> float:
    # The intersection is taken in C; this runs a thousand times a question.
    return sum(map(weights.__getitem__, weights.keys() & held))
