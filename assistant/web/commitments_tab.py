"""The tab of commitments; says that it is being built until the store holds a table of them."""

from typing import Any

from assistant.messages import Language
from assistant.opening import Live
from assistant.web.messages import text
from assistant.web.texts import Texts, shown_html


def make_commitments(texts: Texts, live: Live) -> None:
    """Draw the tab; a table over `live.now().store` takes the place of the notice."""

    texts.keep(shown_html(_soon(texts.language), elem_id="commitments"), value=_soon)


def _soon(language: Language) -> Any:
    return (
        f'<section class="blank"><h2>{text("commitments_soon", language)}</h2>'
        f"<p>{text('commitments_about', language)}</p></section>"
    )
