"""What the framework keeps for a visitor stays within bounds."""

from typing import Any

import pytest

from assistant.web.sessions import let_go_of_replaced

gradio = pytest.importorskip("gradio")


def test_replaced_parts_are_forgotten_and_those_of_the_page_stay() -> None:
    from gradio.context import LocalContext

    with gradio.Blocks() as page:
        part: Any = gradio.HTML("first")
    session = page.state_holder["visitor"]
    ours = set(session.blocks_config.blocks)
    later = gradio.HTML("later", render=False)
    assert later._id not in ours
    session[later._id] = later
    session._update_config(later._id)
    session._update_config(part._id)
    token = LocalContext.blocks.set(page)
    try:
        let_go_of_replaced("visitor")
        assert set(session.blocks_config.blocks) == ours
        assert set(session.config_values) == {part._id}
        let_go_of_replaced("somebody else")
        let_go_of_replaced(None)
    finally:
        LocalContext.blocks.reset(token)
