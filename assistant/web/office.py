"""What administrators can do with the documents, and what is refused."""

import html
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.messages import Language
from assistant.opening import Live
from assistant.web.administrators import Administrators
from assistant.web.guard import cookie_of
from assistant.web.jobs import Jobs
from assistant.web.messages import text
from assistant.web.uploads import Uploads, suffixes
from ingest.errors import IngestError
from ingest.side_file import Stated
from vectorstore.catalog import Listed


class Office:
    """What the buttons of the panel do."""

    def __init__(self, live: Live, administrators: Administrators) -> None:
        self._live = live
        self._administrators = administrators
        self._uploads = Uploads(live.folder)
        self._jobs = Jobs(live.folder)

    def refusal(self, request: Any, language: Language) -> str:
        """Return why someone may not do this, "" for an administrator."""
        session = cookie_of(request.headers.get("cookie", ""))
        return "" if self._administrators.holds(session) else text("admin_refused", language)

    def documents(self) -> list[tuple[str, str]]:
        """Return title and id of the user's own documents."""
        opened = self._live.now()
        return [] if opened.samples else [(d.description.title, d.id) for d in opened.store.catalog.documents()]

    def listed(self, document: str | None) -> Listed | None:
        """Return a document of the store."""
        opened = self._live.now()
        found = (listed for listed in opened.store.catalog.documents() if listed.id == document)
        return None if opened.samples else next(found, None)

    async def ingest(self, files: list[str], language: Language) -> AsyncIterator[str]:
        """Take uploaded files into the store."""
        saved: list[str] = []
        for given in files:
            goal = self._uploads.save(Path(given), Path(given).name)
            if goal is None:
                name = Path(given).name
                yield line_html(text("admin_unusable", language, name=name, suffixes=" ".join(suffixes())))
                return
            saved.append(str(goal))
        async for said in self._jobs.run("ingest", saved, language):
            yield said

    async def check(self, language: Language) -> AsyncIterator[str]:
        """Read every file of the store that has changed."""
        known = [] if self._live.now().samples else list(self._live.now().store.catalog.digests())
        paths = [path for path in known if Path(path).is_file()]
        if not paths:
            yield line_html(text("admin_nothing", language))
            return
        async for said in self._jobs.run("ingest", paths, language):
            yield said

    async def save(self, document: str | None, values: dict[str, str], language: Language) -> AsyncIterator[str]:
        """Keep a description and read the document again with it."""
        listed = self.listed(document)
        if listed is None or not self._uploads.holds(listed.path):
            yield line_html(text("admin_not_ours" if listed else "admin_choose_first", language))
            return
        try:
            stated = Stated.model_validate({name: value for name, value in values.items() if value.strip()})
            self._uploads.describe(listed.path, stated)
        except ValidationError as error:
            first = error.errors()[0]
            yield line_html(
                text(
                    "admin_failed", language, reason=f"{first['loc'][0]}: {first['msg'].removeprefix('Value error, ')}"
                )
            )
            return
        except IngestError as error:
            yield line_html(text("admin_failed", language, reason=error))
            return
        async for said in self._jobs.run("ingest", [listed.path], language):
            yield said

    async def remove(self, document: str | None, sure: bool, language: Language) -> AsyncIterator[str]:
        """Remove a document, and its file where it was uploaded here."""
        listed = self.listed(document)
        if listed is None or not sure:
            yield line_html(text("admin_sure_first" if listed else "admin_choose_first", language))
            return
        async for said in self._jobs.run("remove", [listed.id], language):
            yield said
        self._uploads.delete(listed.path)


def line_html(words: str) -> str:
    """Return one sentence about what was asked for."""
    return f'<div class="job" role="status"><p>{html.escape(words)}</p></div>'
