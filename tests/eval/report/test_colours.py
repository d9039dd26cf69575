"""Text must be readable in both themes: contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3, level AA)."""

import re
from pathlib import Path

import pytest

from eval.report import words

CSS = (Path(words.__file__).parent / "style.css").read_text(encoding="utf-8")
BLOCKS = {
    "light": CSS.split("}", 1)[0],
    "dark": CSS.split(':root[data-theme="dark"] {', 1)[1].split("}", 1)[0],
    "dark by wish": CSS.split(':root:not([data-theme="light"]) {', 1)[1].split("}", 1)[0],
}
PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft", "accent", "right", "refused", "wrong", "error")
        for ground in ("paper", "ground")
    ),
    *((kind, f"{kind}-wash") for kind in ("right", "refused", "wrong", "error", "accent")),
    *(("ink", f"{kind}-wash") for kind in ("wrong", "refused", "accent")),
    *(("soft", f"{kind}-wash") for kind in ("wrong", "refused", "accent")),
    ("mark-ink", "fact"),
    ("mark-ink", "quote"),
    ("paper", "accent"),
]


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", BLOCKS)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(theme: str, text: str, ground: str) -> None:
    colours = _colours(BLOCKS[theme])
    assert _contrast(colours[text], colours[ground]) >= 4.5


def test_dark_is_the_same_whether_chosen_or_wished() -> None:
    assert _colours(BLOCKS["dark"]) == _colours(BLOCKS["dark by wish"])
    assert _colours(BLOCKS["dark"]).keys() == _colours(BLOCKS["light"]).keys()
