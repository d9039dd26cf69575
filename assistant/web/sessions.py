"""Bound what the framework keeps for a visitor."""

import contextlib
from typing import Any


def let_go_of_replaced(session: str | None) -> None:
    """Forget the parts of a visitor's page that later ones have replaced.

    The framework makes a new part for every part that an event leaves alone or changes, and keeps the old ones, each
    with the whole conversation as it was, for as long as the visitor stays.
    """
    from gradio.context import LocalContext

    page: Any = LocalContext.blocks.get(None)
    # What is inside the framework may change with it; then nothing is forgotten, which harms no answer.
    with contextlib.suppress(AttributeError, KeyError, TypeError):
        held = page.state_holder.session_data[session]
        ours = page.default_config.blocks.keys()
        for kept in (held.blocks_config.blocks, held.config_values):
            for number in [number for number in kept if number not in ours]:
                del kept[number]
