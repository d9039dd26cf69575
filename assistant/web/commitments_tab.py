"""The tab of commitments: the ledger, and beside it the source of the row that was opened."""

from typing import Any

from assistant.messages import Language
from assistant.web.messages import text
from assistant.web.texts import Texts, shown_html


def make_commitments(texts: Texts) -> None:
    """Draw the tab."""
    texts.keep(shown_html(_frame(texts.language), elem_id="commitments"), value=_frame)


def _frame(language: Language) -> Any:
    return (
        f'<section class="ledger" aria-label="{text("ledger", language)}" data-language="{language}">'
        f'<p class="about">{text("ledger_about", language)}</p><div class="ledger-sides">'
        f'<div class="ledger-main" data-lazy="web/commitments?language={language}" data-keeps="ledger" data-again="shown"><div class="bone tall"></div></div>'
        f'<aside class="source-panel" aria-label="{text("source", language)}"><div class="source-head"><h2>{text("source", language)}</h2>'
        f'<button type="button" data-do="close-source" hidden>{text("close", language)}</button></div>'
        '<div class="source-body" aria-live="polite"></div></aside></div></section>'
    )
