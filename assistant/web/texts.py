"""Keep account of which part of the page shows which sentence, so that a switch of language reaches all of them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from assistant.messages import Language
from assistant.web.messages import text

Said = str | Callable[[Language], Any]


# A click on anything that carries data-act is told to the server, with all its data.
_ACTS = (
    "element.addEventListener('click', (event) => {"
    "  const button = event.target.closest('[data-act]');"
    "  if (button) trigger('click', { ...button.dataset });"
    "});"
)


class _Shown(NamedTuple):
    component: Any
    said: dict[str, Said]


class Texts:
    """The components of a page and what they say."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._shown: list[_Shown] = []
        self._begun: list[_Shown] = []

    def say(self, **said: Said) -> dict[str, Any]:
        """Return properties in the language the page starts with."""
        return {name: _spoken(what, self.language) for name, what in said.items()}

    def keep(self, component: Any, **said: Said) -> Any:
        """Note what a component says; return the component."""
        self._shown.append(_Shown(component, said))
        return component

    def begin(self, component: Any, **said: Said) -> Any:
        """Note what a component says until it is told something else; return the component."""
        self._begun.append(_Shown(component, said))
        return component

    def first(self, language: Language) -> dict[int, dict[str, Any]]:
        """Return what every component says when the page opens, by the number the framework gave it."""
        words: dict[int, dict[str, Any]] = {}
        for component, said in (*self._begun, *self._shown):
            words.setdefault(component._id, {}).update({name: _spoken(what, language) for name, what in said.items()})
        return words

    @property
    def components(self) -> list[Any]:
        """The components that say something, in the order they were kept."""
        return [shown.component for shown in self._shown]

    def updates(self, language: Language) -> list[Any]:
        """Return what to change so that all of them speak one language."""
        import gradio

        return [
            gradio.update(**{name: _spoken(what, language) for name, what in shown.said.items()})
            for shown in self._shown
        ]


def _spoken(what: Said, language: Language) -> Any:
    return text(what, language) if isinstance(what, str) else what(language)


def shown_html(value: str, *, elem_id: str | None = None, acts: bool = False) -> Any:
    """Return a component of our own HTML; with `acts`, a click on what carries data-act is told to the server."""
    import gradio

    script = _ACTS if acts else None
    return gradio.HTML(value, elem_id=elem_id, js_on_load=script, apply_default_css=False)
