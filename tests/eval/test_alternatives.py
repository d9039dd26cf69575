"""The alternatives: told apart when missing, and where installed, asked over the same passages."""

from importlib.util import find_spec

import pytest

from eval.errors import MissingLibrary
from eval.retrieval.alternatives import LIBRARIES, alternatives, require
from eval.retrieval.judged import Judged
from vectorstore.store import Store


def test_what_is_missing_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingLibrary, match=r"no_such_library, nor_this_one.*pip install"):
        require(["json", "no_such_library", "nor_this_one"])
    require(["json"])


@pytest.mark.skipif(any(find_spec(name) is None for name in LIBRARIES), reason="the extra is not installed")
def test_each_alternative_finds_passages_of_the_store(store: Store) -> None:
    held = {passage.id: passage.text for _, _, passage in store.catalog.current()}
    ways = alternatives(store)
    assert len(ways) == 4
    for way in ways:
        found = list(way.search(Judged("q", "", "立体停车楼总投资", {}, ())))
        assert set(found) <= set(held)
        assert any("7.5亿元" in held[passage] for passage in found[:3]), way.name
