"""The files documents were read from: nothing that is not in the store is ever served."""

from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from assistant.opening import Live
from assistant.web.place import Place
from assistant.web.source_view import passage_at
from assistant.web.unpacked import Unpacked
from ingest.archives import archive_of
from ingest.read.pdf_picture import Picture, picture_of_passage
from vectorstore.catalog import Listed

_KEPT_PICTURES = 48
# What a browser shows by itself; everything else is saved, so that no page of a document runs on this site.
_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8"}


class Original(NamedTuple):
    """A file as it is served, under its own name."""

    path: Path
    name: str
    media_type: str
    shown: bool


class Originals:
    """Find and draw the original files of documents."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._unpacked = Unpacked()
        self._pictures: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    def file(self, document: str) -> Original | None:
        """Return the file of a document, None where there is none on this machine."""
        listed = self._listed(document)
        path = self._path(listed) if listed else None
        if listed is None or path is None:
            return None
        media_type = _SHOWN.get(path.suffix.lower())
        name = Path(listed.path).name
        return Original(path, name, media_type or "application/octet-stream", media_type is not None)

    def picture(self, place: Place) -> Picture | None:
        """Return the page of a place as a picture with its passage marked, None where there is no such page.

        Raises UnreadableDocument where the page cannot be drawn.
        """
        opened = self._live.now()
        listed = self._listed(place.document)
        path = self._path(listed) if listed else None
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
            printed = opened.store.catalog.printed(place.document, pages)
            found = self._pictures[name] = picture_of_passage(path, pages, passage.text, quote, printed)
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return found

    def _path(self, listed: Listed) -> Path | None:
        path = Path(listed.path)
        if path.is_absolute() and path.is_file():
            return path
        return self._unpacked.path(listed) if archive_of(listed.path) else None

    def _listed(self, document: str) -> Listed | None:
        documents = self._live.now().store.catalog.documents()
        return next((listed for listed in documents if listed.id == document), None)
