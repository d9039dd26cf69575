"""Keep passage words in tantivy and rank by BM25; the only module that knows tantivy."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tantivy

from vectorstore.dense import Scored
from vectorstore.errors import StoreError
from vectorstore.tokens import tokens

_FIELDS = ("body", "heading", "title")
_REMEMBERED = 20_000


class Entry(NamedTuple):
    """What is indexed of one passage."""

    key: int
    document: str
    title: str
    heading: str
    body: str


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """BM25 over our own tokens, with body, heading trail and title as separate fields."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._frequency = lru_cache(_REMEMBERED)(self._counted)
        self._schema = _schema()
        try:
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            reason = str(error).splitlines()[0][:200]
            raise StoreError(
                f"the word index {folder} cannot be opened ({reason}); expected an index written by this program; "
                "ingest the files again into a new folder with --store"
            ) from error

    def change(self, add: Iterable[Entry] = (), delete: Iterable[int] = ()) -> None:
        """Delete, then add, and make both visible in one commit."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for key in delete:
            # Not delete_documents_by_term: for an unsigned field it looks for a signed term and deletes nothing.
            writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "key", key))
        self._write(writer, add)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Hold these passages and no others, from one commit on."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        writer.delete_documents_by_query(tantivy.Query.all_query())
        self._write(writer, entries)

    def _write(self, writer: tantivy.IndexWriter, add: Iterable[Entry]) -> None:
        for entry in add:
            document = tantivy.Document()
            document.add_unsigned("key", entry.key)
            document.add_text("document", entry.document)
            for field, text in zip(_FIELDS, (entry.body, entry.heading, entry.title), strict=True):
                document.add_text(field, " ".join(tokens(text)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.refresh()

    def refresh(self) -> None:
        """See what has been committed since the index was opened."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._frequency.cache_clear()

    def size(self) -> int:
        """Return the number of passages held."""
        return int(self._searcher.num_docs)

    def document_frequency(self, token: str) -> int:
        """Return in how many passages a token occurs in the body."""
        return self._frequency(token)

    def _counted(self, token: str) -> int:
        # Not doc_freq: it still counts the passages that were deleted.
        query = tantivy.Query.term_query(self._schema, "body", token)
        found = self._searcher.search(query, 1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]

    def search(
        self,
        weights: Mapping[str, float],
        limit: int,
        documents: Collection[str] | None = None,
        field_boosts: tuple[float, float, float] = (1.0, 0.6, 0.3),
    ) -> list[Scored]:
        """Return the best passages for weighted tokens, best first; ties by key.

        `field_boosts` are for body, heading and title.
        """
        should = []
        for token, weight in weights.items():
            for field, boost in zip(_FIELDS, field_boosts, strict=True):
                if boost and weight:
                    term = tantivy.Query.term_query(self._schema, field, token)
                    should.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight * boost)))
        if not should or (documents is not None and not documents):
            return []
        query = tantivy.Query.boolean_query(should)
        if documents is not None:
            inside = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "document", sorted(documents)), 0.0
            )
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, inside)])
        # Counting all that match would make tantivy look at every one of them.
        hits = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
        found = [Scored(int(key or 0), float(score or 0)) for key, (score, _) in zip(keys, hits, strict=True)]
        return sorted(found, key=lambda scored: (-scored.score, scored.key))
