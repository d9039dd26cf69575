"""The documentation says what is there, in both languages."""

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
both = pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)


def _code(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return "\n".join(_FENCED.findall(text) + re.findall(r"`([^`\n]+)`", _FENCED.sub("", text)))


def _help(*arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


def _commands(*group: str) -> set[str]:
    return set(re.findall(r"^  ([a-z]+) ", _help(*group).partition("Commands:")[2], re.MULTILINE))


def _every_help(*group: str) -> str:
    """Return the help of every command, those of groups included."""
    return "".join(_help(*group, name) + _every_help(*group, name) for name in _commands(*group))


def _table(page: Path) -> dict[str, tuple[str, str]]:
    """Return setting -> (environment variable, meaning) of the table of settings."""
    row = re.compile(rf"^\| `(\w+)` \| `({PREFIX}\w+)` \| .*? \| (.*) \|$", re.MULTILINE)
    rows = row.findall(page.read_text(encoding="utf-8"))
    return {name: (variable, meaning) for name, variable, meaning in rows}


def _tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.split("\0") if name]


@both
def test_readme_names_every_command_and_no_other(page: Path) -> None:
    assert set(re.findall(r"^(?:docker .* )?plans ([a-z]+)\b", _code(page), re.MULTILINE)) == _commands()


@both
def test_readme_shows_only_options_that_a_command_has(page: Path) -> None:
    offered = set(re.findall(r"--[a-z]+", _every_help()))
    shown = [line for line in _code(page).splitlines() if re.match(r"(?:plans [a-z]|--)", line)]
    assert set(re.findall(r"--[a-z]+", "\n".join(shown))) <= offered


@both
def test_readme_names_only_make_targets_that_exist(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z]+)", _code(page))) <= set(targets)


@both
def test_table_of_settings_misses_none_and_invents_none(page: Path) -> None:
    expected = {name: PREFIX + name.upper() for name in Settings.model_fields}
    assert {name: variable for name, (variable, _) in _table(page).items()} == expected


def test_meaning_of_settings_is_what_plans_config_prints() -> None:
    printed = {name: field.description for name, field in Settings.model_fields.items()}
    assert {name: meaning for name, (_, meaning) in _table(READMES[0]).items()} == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", _FENCED.sub("", page.read_text(encoding="utf-8")))
    relative = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in relative if not (page.parent / target).exists()] == []


def test_readmes_have_the_same_sections_in_both_languages() -> None:
    texts = [_FENCED.sub("", page.read_text(encoding="utf-8")) for page in READMES]
    levels = [re.findall(r"^#+(?= )", text, re.MULTILINE) for text in texts]
    assert levels[0] == levels[1]


def test_readmes_show_the_same_commands_in_both_languages() -> None:
    shown = [re.findall(r"^(?:plans|make|pip|curl|docker) [^#\n]*", _code(page), re.MULTILINE) for page in READMES]
    assert [line.strip() for line in shown[0]] == [line.strip() for line in shown[1]]


def test_no_file_names_a_local_path_or_a_package_registry() -> None:
    # Built of pieces, so that this file does not name them itself.
    folders = ["/" + name + "/" for name in ("work", "root", "home")]
    hosts = ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "npm" + "mirror", "crates" + ".io"]
    mirrors = ["mirrors." + "aliyun", "tuna." + "tsinghua", "arti" + "factory", "index" + "-url =", "proxy.go" + "lang"]
    unwanted = re.compile("|".join(map(re.escape, [*folders, *hosts, *mirrors])).encode())
    found = {
        str(path.relative_to(ROOT)): match.group().decode()
        for path in _tracked()
        if path.is_file() and (match := unwanted.search(path.read_bytes()))
    }
    assert found == {}
