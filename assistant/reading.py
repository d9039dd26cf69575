"""Read a question as typed: any script and width, wrong characters, pinyin."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from assistant.nicknames import with_city_names
from assistant.pinyin import from_pinyin
from assistant.spelling import Words, corrected
from ingest.period import western
from ingest.script import simplified
from vectorstore.catalog import Listed
from vectorstore.question_words import Weigher
from vectorstore.store import Store
from vectorstore.tokens import tokens

# Punctuation keeps its width: in Chinese text the wide marks are the right ones.
_WIDE = re.compile(r"[Ａ-Ｚａ-ｚ０-９％．＆＋－／\u2000-\u200a\u202f\u00a0\u3000]+")
_SHORT_PERIOD = re.compile(r"(?<![0-9])1([1-6])[5五](?=规划|计划|纲要|时期|期间|末期?|[”\"](?:规划|时期|期间))")
_ORDINALS = "一二三四五六"
_LOOKED_AT = 100


def folded(question: str) -> str:
    """Return a question in simplified script, with narrow letters and digits, its years in digits, its periods in words."""
    text = simplified(_WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), question))
    return western(_SHORT_PERIOD.sub(lambda match: f"十{_ORDINALS[int(match.group(1)) - 1]}五", text))


def folded_description(listed: Listed) -> Listed:
    """Return a document with what describes it in simplified script, as questions are understood in."""
    described = listed.description
    kind = simplified(described.kind) if described.kind else described.kind
    return listed._replace(description=replace(described, title=simplified(described.title), kind=kind))


class Reader:
    """Read questions by the words of one store."""

    def __init__(self, store: Store, weigher: Weigher) -> None:
        self._store = store
        self._weigher = weigher

    def read(self, question: str) -> str:
        """Return a folded question as it was meant; unchanged where that is not clear."""
        meant = from_pinyin(question, self._store.lexical.document_frequency) or corrected(
            question, Words(self._store.lexical.document_frequency, self._texts)
        )
        return with_city_names(meant)

    def _texts(self, words: Sequence[str]) -> list[str]:
        """Return the passages that hold most of some words, in simplified script, below their headings."""
        weights = {token: 1.0 for word in words for token in tokens(word)}
        hits = self._store.lexical.search(weights, _LOOKED_AT)
        passages = self._store.catalog.passages([hit.key for hit in hits])
        return [simplified(f"{' '.join(passage.section)}\n{passage.text}") for passage in passages.values()]
