"""Keep account of which part of the page shows which sentence, so that a switch of language reaches all of them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from assistant.messages import Language
from assistant.web.messages import text

Said = str | Callable[[Language], Any]


class _Shown(NamedTuple):
    component: Any
    said: dict[str, Said]


class Texts:
    """The components of a page and what they say."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._shown: list[_Shown] = []

    def say(self, **said: Said) -> dict[str, Any]:
        """Return properties in the language the page starts with."""
        return {name: _spoken(what, self.language) for name, what in said.items()}

    def keep(self, component: Any, **said: Said) -> Any:
        """Note what a component says; return the component."""
        self._shown.append(_Shown(component, said))
        return component

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
