"""Find what the glossaries of documents say of the terms a question has in marks."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.definitions import bare, is_entry
from assistant.question_kind import Kind
from assistant.understand import Understanding
from ingest.passage import Passage
from vectorstore.catalog import Catalog, Listed

# Kinds of answers that may stand in a glossary.
EXPLAINED_KINDS: tuple[Kind, ...] = ("definition", "list", "entity")
# Of so many documents every glossary is looked through.
_FEW = 40


def entries(terms: Sequence[str], documents: Collection[str], catalog: Catalog) -> list[tuple[int, Passage]]:
    """Return the passages with an entry for one of some terms, each with its key; none of more than a few documents."""
    if not terms or len(documents) > _FEW:
        return []
    printing = [name for name in documents if _prints(terms, name, catalog)]
    passages = catalog.passages(catalog.keys_of(printing)) if printing else {}
    return [(key, passage) for key, passage in passages.items() if any(is_entry(term, passage.text) for term in terms)]


def where_explained(asked: Understanding, documents: Sequence[Listed], catalog: Catalog) -> Understanding:
    """Let a question look into the other documents of its regions where only they explain its terms, or print them at all.

    A report explains its terms in the year it first uses them.
    """
    inside, terms = asked.documents, asked.quoted
    if not terms or inside is None or asked.kind not in EXPLAINED_KINDS:
        return asked
    regions = asked.regions or {region for d in documents if d.id in inside and (region := d.description.region)}
    if len(regions) != 1:
        return asked
    wider = frozenset(d.id for d in documents if d.description.region in regions) - inside
    unseen = not asked.plan_named and not any(_prints(terms, name, catalog) for name in inside)
    if (unseen and any(_prints(terms, name, catalog) for name in wider)) or (
        not entries(terms, inside, catalog) and entries(terms, wider, catalog)
    ):
        return replace(asked, documents=inside | wider, years=())
    return asked


def _prints(terms: Sequence[str], document: str, catalog: Catalog) -> bool:
    body = bare(catalog.body(document) or "")
    return any(bare(term) in body for term in terms)
