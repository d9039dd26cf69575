"""A user's own words: what the file may hold, and that answers are found with it and not without."""

import logging
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.opening import Live, open_for_answers
from assistant.respond import Responder
from assistant.settings import Settings, SettingsError
from assistant.synonyms import Synonyms, read_synonyms
from vectorstore.store import Store

# Nonsense words, so that neither the built-in list nor likeness of characters can help.
QUESTION = "岳阳市到2025年咕噜嘎达是多少？"
OWN = '"咕噜 嘎达" = "研发经费投入强度"\n'


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_in_the_users_own_words_is_answered_and_without_them_it_is_not(store: Store, tmp_path: Path) -> None:
    without = Responder(store).respond(QUESTION)
    assert "2.6%" not in without.answer
    own = Synonyms(_write(tmp_path / "own.toml", OWN))
    answer = Responder(store, synonyms=own).respond(QUESTION)
    assert answer.status == "answered"
    assert "研发经费投入强度达到2.6%" in answer.answer
    assert answer.citations[0].document == "yueyang-plan-2021-2025"
    assert answer.citations[0].section[-1] == "第一节 经济目标"


def test_other_questions_do_not_change(store: Store, tmp_path: Path) -> None:
    own = Synonyms(_write(tmp_path / "own.toml", OWN))
    question = "岳阳市到2025年森林覆盖率是多少？"
    left_out = {"timings"}
    with_own = Responder(store, synonyms=own).respond(question)
    assert with_own.model_dump(exclude=left_out) == Responder(store).respond(question).model_dump(exclude=left_out)


def test_one_term_or_a_list_and_pieces_in_any_order(tmp_path: Path) -> None:
    own = read_synonyms(
        _write(tmp_path / "s.toml", '\ufeff"娃 上学" = ["义务教育", "新增学位"]\n"半截路" = "断头路"\n')
    )
    assert [found.official for found in own.alternatives("上学的娃多吗")] == ["义务教育", "新增学位"]
    assert [found.official for found in own.alternatives("那条半截路")] == ["断头路"]
    assert own.alternatives("断头路") == []


def test_everything_wrong_in_a_file_is_named_at_once(tmp_path: Path) -> None:
    long = "长" * 41
    wrong = f'"半" = "断头路"\n"无" = []\n"数字" = 5\n"混合" = ["学位", 3, ""]\n"{long}" = "学位"\n["表格"]\n'
    path = _write(tmp_path / "s.toml", wrong)
    with pytest.raises(SettingsError) as caught:
        read_synonyms(path)
    text = str(caught.value)
    for part in (
        str(path),
        "under \"半\": '半' is too short",
        'under "无": [] is empty',
        'under "数字": 5 is no list of terms',
        'under "混合": 3 is no text',
        "under \"混合\": '' is too short",
        "长' is too long",
        'under "表格": a table is no list of terms',
        'expected "everyday words" = ["official term", …]',
    ):
        assert part in text
    assert "\n" not in text


@pytest.mark.parametrize("content", [b'"a" = ', '"半截路" = "断头路"'.encode("gbk"), b"\xe5\x8d\x8a = 'x'"])
def test_a_file_that_is_no_toml_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"s\.toml cannot be read: .*; expected a TOML file in UTF-8"):
        read_synonyms(tmp_path / "s.toml")


def test_a_changed_file_counts_at_once_and_a_wrong_one_leaves_what_was_there(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "own.toml"
    responder = Responder(store, synonyms=Synonyms(path))

    def answered() -> bool:
        responder.refresh()
        return "2.6%" in responder.respond(QUESTION).answer

    assert not answered()
    _write(path, OWN)
    assert answered()
    with caplog.at_level(logging.WARNING):
        _write(path, '"咕噜" = 5')
        assert answered()
        assert answered()
    assert len([record for record in caplog.records if "is no list of terms" in record.getMessage()]) == 1
    os.remove(path)
    assert not answered()


def test_the_file_in_the_current_folder_is_used_and_another_must_exist(tmp_path: Path) -> None:
    _write(Path("synonyms.toml"), OWN)
    settings = Settings(store=tmp_path / "none")
    opened = open_for_answers(settings)
    understood = opened.responder._understand(QUESTION, ())
    assert [found.official for found in understood.alternatives] == ["研发经费投入强度"]
    opened.store.close()
    with pytest.raises(SettingsError, match=r"gone\.toml does not exist.*PLANS_SYNONYMS"):
        Live(Settings(store=tmp_path / "none", synonyms=Path("gone.toml")))


def test_the_command_line_says_what_is_wrong_and_config_shows_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_SYNONYMS", str(_write(Path("own.toml"), '"半" = "断头路"')))
    result = CliRunner().invoke(main, ["ask", QUESTION])
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "own.toml: under" in result.output
    assert "own.toml" in CliRunner().invoke(main, ["config", "--json"]).output
