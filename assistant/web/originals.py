"""The files documents were read from: nothing that is not in the store is ever served."""

from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from assistant.opening import Live
from assistant.web.place import Place
from assistant.web.source_view import original_of, passage_at
from ingest.read.pdf_picture import Picture, picture_of_passage
from vectorstore.catalog import Listed

_KEPT_PICTURES = 48
# What a browser shows by itself; everything else is saved, so that no page of a document runs on this site.
_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8"}


class Original(NamedTuple):
    """A file as it is served."""

    path: Path
    media_type: str
    shown: bool


class Originals:
    """Find and draw the original files of documents."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._pictures: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    def file(self, document: str) -> Original | None:
        """Return the file of a document, None where there is none on this machine."""
        listed = self._listed(document)
        path = original_of(listed) if listed else None
        if path is None:
            return None
        media_type = _SHOWN.get(path.suffix.lower())
        return Original(path, media_type or "application/octet-stream", media_type is not None)

    def picture(self, place: Place) -> Picture | None:
        """Return the page of a place as a picture with its passage marked, None where there is no such page.

        Raises UnreadableDocument where the page cannot be drawn.
        """
        opened = self._live.now()
        listed = self._listed(place.document)
        path = original_of(listed) if listed else None
        passages = opened.store.catalog.passages_of(place.document)
        if listed is None or path is None or path.suffix.lower() != ".pdf" or not passages:
            return None
        passage = passages[passage_at(passages, place.at)]
        if passage.page is None:
            return None
        quote = passage.text[max(0, place.quote.start - passage.start) : max(0, place.quote.end - passage.start)]
        name = (listed.digest, passage.start, quote)
        found = self._pictures.get(name)
        if found is None:
            pages = range(passage.page, (passage.last_page or passage.page) + 1)
            found = self._pictures[name] = picture_of_passage(path, pages, passage.text, quote)
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return found

    def _listed(self, document: str) -> Listed | None:
        documents = self._live.now().store.catalog.documents()
        return next((listed for listed in documents if listed.id == document), None)
