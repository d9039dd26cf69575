import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from assistant.answer import Status
from eval.cases import PERSONAS, TYPES
from eval.messages import FAILURE_CODES
from eval.report import words
from eval.report.cause_words import CAUSES
from eval.report.outcome import OUTCOMES
from eval.report.words import PERSONA_NAMES, STATUS_NAMES, TYPE_NAMES, WORDS, Both

FOLDER = Path(words.__file__).parent
# Words asked for by names that come from elsewhere or are put together.
MADE = {
    *OUTCOMES,
    *(f"{kind}_note" for kind in (*OUTCOMES, "unanswerable")),
    *(f"reads_{reading}" for reading in ("better", "worse", "unclear")),
    *("mcnemar", "bootstrap", "target", "achieved", "unnamed"),
}


def test_every_status_type_persona_and_cause_has_a_name() -> None:
    assert set(get_args(Status)) <= STATUS_NAMES.keys()
    assert set(TYPES) <= TYPE_NAMES.keys()
    assert set(PERSONAS) <= PERSONA_NAMES.keys()
    assert set(FAILURE_CODES) == CAUSES.keys()


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_of_a_text_take_the_same_values(name: str) -> None:
    zh, en = ({field for _, field, _, _ in Formatter().parse(text) if field} for text in WORDS[name])
    assert zh == en


@pytest.mark.parametrize("path", sorted([*FOLDER.glob("*.j2"), *FOLDER.glob("*.js")]), ids=lambda path: path.name)
def test_every_word_a_page_asks_for_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    asked = set(re.findall(r"""\b(?:t|word|label|part|button)\("([a-z_0-9]+)\"""", text)) | set(
        re.findall(r"page\.words\.([a-z_0-9]+)", text)
    )
    assert asked - WORDS.keys() == set()


def test_every_word_is_used_somewhere() -> None:
    files = [path for path in FOLDER.iterdir() if path.suffix in (".py", ".j2", ".js") and path.name != "words.py"]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    unused = {name for name in WORDS if not re.search(rf"""["'.]{re.escape(name)}\b""", texts)}
    assert unused - MADE == set()


def test_values_in_two_languages_go_each_into_their_own() -> None:
    assert Both("在{x}", "in {x}").filled(x=Both("甲", "A")) == Both("在甲", "in A")
