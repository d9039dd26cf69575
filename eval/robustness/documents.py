"""The documents of a store, and documents made from them by changing their words."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from ingest.passage import Description, Document, Passage
from vectorstore.catalog import Catalog

Change = Callable[[str], str]


def documents_of(catalog: Catalog) -> list[Document]:
    """Return the documents of a store with their passages."""
    return [
        Document(
            listed.id,
            listed.path,
            listed.digest,
            listed.description,
            catalog.body(listed.id) or "",
            tuple(catalog.passages_of(listed.id)),
            listed.pages,
        )
        for listed in catalog.documents()
    ]


def rewritten(document: Document, name: str, description: Description, change: Change) -> Document:
    """Return a document of another name whose headings and passages are changed, one after the other."""
    passages: list[Passage] = []
    start = 0
    for passage in document.passages:
        text = change(passage.text)
        section = tuple(map(change, passage.section))
        passages.append(replace(passage, document=name, section=section, start=start, end=start + len(text), text=text))
        start += len(text) + 1
    body = "\n".join(passage.text for passage in passages)
    digest = sha256(f"{name}\n{body}".encode()).hexdigest()
    return Document(name, name, digest, description, body, tuple(passages), document.pages)
