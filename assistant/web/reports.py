"""The report of the latest evaluation run."""

import html
from datetime import datetime
from pathlib import Path

from assistant.messages import Language
from assistant.web.messages import text

_NAME = "report.html"
_DEPTHS = ("", "*/", "*/*/")


def latest_report(folder: Path) -> Path | None:
    """Return the newest report under a folder of runs, None where there is none."""
    try:
        found = (path for depth in _DEPTHS for path in folder.glob(depth + _NAME))
        return max(found, key=lambda path: path.stat().st_mtime, default=None)
    except OSError:
        return None


def evaluation_html(folder: Path, language: Language) -> str:
    """Return the tab of evaluation: the latest report in a frame of its own, or how to get one."""
    report = latest_report(folder)
    if report is None:
        return (
            f'<section class="blank"><h2>{text("evaluation_none", language)}</h2>'
            f"<p>{text('evaluation_about', language)}</p></section>"
        )
    when = datetime.fromtimestamp(report.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
    line = html.escape(text("evaluation_latest", language, name=report.parent.name, when=when))
    return (
        f'<p class="count">{line}</p><iframe class="report" sandbox="allow-scripts allow-modals" src="web/report" '
        f'title="{text("evaluation_frame", language)}"></iframe>'
    )
