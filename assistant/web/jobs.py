"""Change the documents in a process of its own: it may use much memory, and the page goes on answering."""

import asyncio
import contextlib
import html
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.messages import Language
from assistant.web.messages import text

_LAST_LINES = 6
_COUNTED = ("added", "changed", "unchanged", "removed", "skipped")


class Jobs:
    """Run one command of the program at a time and tell how far it is."""

    def __init__(self, store: Path) -> None:
        self._store = store.absolute()
        self._turn = asyncio.Lock()

    async def run(self, command: str, arguments: Sequence[str], language: Language) -> AsyncIterator[str]:
        """Yield HTML about the progress of `plans COMMAND`, at last about its outcome."""
        if self._turn.locked():
            yield _problem(text("admin_busy", language))
            return
        async with self._turn:
            yield _working([], language)
            options = ["--json", "--store", str(self._store), *(["--report"] if command == "ingest" else [])]
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "assistant", command, *options, "--", *arguments,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            try:
                if process.stdout is None or process.stderr is None:
                    raise RuntimeError("a process was started without pipes")
                printed = asyncio.create_task(process.stdout.read())
                lines: list[str] = []
                async for line in process.stderr:
                    lines.append(line.decode("utf-8", "replace").strip())
                    yield _working(lines[-_LAST_LINES:], language)
                output = await printed
                await process.wait()
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            yield _outcome(output, lines, language)


def _working(lines: Sequence[str], language: Language) -> str:
    said = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<div class="job" role="status"><p><span class="spinner" aria-hidden="true"></span>{text("admin_working", language)}</p><ul>{said}</ul></div>'


def _problem(words: str) -> str:
    return f'<div class="job failed" role="alert">{html.escape(words)}</div>'


def _outcome(output: bytes, lines: Sequence[str], language: Language) -> str:
    """Show the report a command printed, or the sentence with which it ended."""
    try:
        report = json.loads(output)
    except ValueError:
        reason = next((line.removeprefix("Error: ") for line in reversed(lines) if line), "?")
        return _problem(text("admin_failed", language, reason=reason))
    counts = [text(f"admin_{name}", language, count=len(report[name])) for name in _COUNTED if report.get(name)]
    parts = [
        f"<p><strong>{text('admin_done', language)}</strong> {' · '.join(counts) or text('admin_nothing', language)}</p>"
    ]
    rows = [*_skipped(report), *_remarks(report), *_qualities(report, language)]
    parts.append(f"<ul>{''.join(rows)}</ul>" if rows else "")
    return f'<div class="job done" role="status">{"".join(parts)}</div>'


def _skipped(report: Mapping[str, Any]) -> list[str]:
    return [
        f'<li class="remark">{html.escape(Path(path).name)}: {html.escape(reason)}</li>'
        for path, reason in (
            (item["path"], item["reason"]) if isinstance(item, dict) else item for item in report.get("skipped", [])
        )
    ]


def _remarks(report: Mapping[str, Any]) -> list[str]:
    return [
        f"<li>{html.escape(name)}: {html.escape(remark)}</li>"
        for name, remarks in report.get("remarks", {}).items()
        for remark in remarks
    ]


def _qualities(report: Mapping[str, Any], language: Language) -> list[str]:
    """Return how well each document that was read could be read."""
    fresh = {*report.get("added", []), *report.get("changed", [])}
    return [
        f"<li>{html.escape(name)}: "
        + text(
            "quality_line",
            language,
            characters=f"{quality['characters']:,}",
            headings=quality["headings"],
            outside=f"{quality['outside']:.0%}",
        )
        + "</li>"
        for name, quality in report.get("quality", {}).items()
        if quality and name in fresh
    ]
