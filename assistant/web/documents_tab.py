"""The tab of documents: the list, one document to read, and what administrators may do."""

from typing import Any

from assistant.messages import Language
from assistant.opening import Live
from assistant.web.admin_tab import make_admin
from assistant.web.administrators import Administrators
from assistant.web.messages import text
from assistant.web.texts import Texts, shown_html


def make_documents(texts: Texts, live: Live, administrators: Administrators, state: Any) -> None:
    """Draw the tab."""

    texts.keep(shown_html(_frame(texts.language), elem_id="documents"), value=_frame)
    make_admin(texts, live, administrators, state)


def _frame(language: Language) -> Any:
    return (
        f'<section class="library" data-language="{language}"><div class="list-view">'
        f'<label class="search">{text("documents_search", language)}<input type="search" data-search></label>'
        f'<div class="list" data-lazy="web/documents?language={language}" data-again="shown"><div class="bone tall"></div></div></div>'
        '<div class="read-view" hidden></div></section>'
    )
