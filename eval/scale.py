"""Measure how cost grows with the number of files: `python -m eval.scale FOLDER [--out SVG]`.

Indexes 1 %, 10 % and all of the files of a folder into temporary stores and prints a Markdown table. Every figure is
of a process of its own; a smaller sample is part of every larger one, and the same in every run. The questions are
those of `eval/cases`.
"""

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from eval.growth_plot import Series, plot
from ingest.read.open import SUFFIXES

_SHARES = (0.01, 0.1, 1.0)
_SEARCHED = 300
_ASKED = 200
_STARTED = 60


class Step(NamedTuple):
    """The figures of one sample: seconds to ingest, sizes and memory in MB, times of a search in milliseconds."""

    files: int
    passages: int
    seconds: float
    store: float
    peak: float
    serving: float
    median: float
    slow: float


def sample(folder: Path, share: float) -> list[Path]:
    """Return a share of the readable files below a folder, at least one where there is any."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)
    ordered = sorted(found, key=lambda path: _drawn(path.relative_to(folder).as_posix()))
    return ordered[: max(1, round(share * len(ordered)))]


def questions() -> list[str]:
    """Return the questions of the cases, each once, mixed in an order that is always the same."""
    found: set[str] = set()
    for path in Path(__file__).with_name("cases").glob("*.jsonl"):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        found.update(row["question"] for row in rows if "question" in row)
    return sorted(found, key=_drawn)


def _drawn(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def measure(paths: Sequence[Path], asked: Sequence[str]) -> Step:
    """Ingest files into a temporary store, then search and serve it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "store")
        made = _child("ingest", store, [str(path.resolve()) for path in paths])
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        found = _child("search", store, asked[:_SEARCHED])
        serving = _serving_megabytes(store, asked[:_ASKED])
    return Step(
        files=len(paths),
        passages=int(made["passages"]),
        seconds=made["seconds"],
        store=size / 2**20,
        peak=made["peak"],
        serving=serving,
        median=found["median"],
        slow=found["slow"],
    )


def _environment() -> dict[str, str]:
    """Return the environment without the settings of whoever measures."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PLANS_")}


def _child(what: str, store: Path, lines: Sequence[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "eval.scale_step", what, str(store)]
    done = subprocess.run(  # noqa: S603 - the command is this program's own
        command,
        input="\n".join(lines),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=_environment(),
        cwd=store.parent,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@contextmanager
def _server(store: Path) -> Iterator[tuple[int, str]]:
    """Run `plans serve` over a store; yield its process id and address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, env=_environment(), cwd=store.parent, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, f"{address}/healthz")
            yield process.pid, address
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + _STARTED
    while True:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own server
                return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not answer at {address} within {_STARTED} s") from error
            time.sleep(0.2)


def _serving_megabytes(store: Path, asked: Sequence[str]) -> float:
    """Return the memory of a server after it has answered questions."""
    with _server(store) as (process, address):
        for question in asked:
            body = json.dumps({"question": question}).encode()
            request = urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})  # noqa: S310
            urllib.request.urlopen(request).close()  # noqa: S310
        return _resident(process)


def _resident(process: int) -> float:
    """Return the megabytes that a process holds in memory."""
    if (held := Path(f"/proc/{process}/statm")).exists():
        return int(held.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    command = ["ps", "-o", "rss=", "-p", str(process)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a number is all that varies
    return int(shown.stdout) / 1024


def table(steps: Sequence[Step]) -> str:
    """Return the figures as a Markdown table."""
    head = (
        "| files | passages | ingest, s | store, MB | peak of ingesting, MB | serving, MB | search p50, ms | p95, ms |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    )
    return head + "".join(
        f"| {s.files:,} | {s.passages:,} | {s.seconds:.1f} | {s.store:.0f} | {s.peak:.0f} | {s.serving:.0f} "
        f"| {s.median:.0f} | {s.slow:.0f} |\n"
        for s in steps
    )


def picture(steps: Sequence[Step]) -> str:
    """Return the figures as an SVG plot over the number of passages."""
    passages = [float(step.passages) for step in steps]
    return plot(
        passages,
        [
            Series("ingest, s", [step.seconds for step in steps]),
            Series("store, MB", [step.store for step in steps]),
            Series("serving, MB", [step.serving for step in steps]),
            Series("search p95, ms", [step.slow for step in steps]),
        ],
    )


def main() -> None:
    """Print the table; write the plot where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the files to index")
    parser.add_argument("--out", type=Path, metavar="SVG", help="write a plot to this file")
    given = parser.parse_args()
    if not given.folder.is_dir() or not sample(given.folder, 1):
        parser.error(f"{given.folder} holds no file to index; expected a folder with {', '.join(sorted(SUFFIXES))}")
    asked = questions()
    steps = []
    for share in _SHARES:
        steps.append(measure(sample(given.folder, share), asked))
        sys.stderr.write(f"{steps[-1].files} files measured\n")
    sys.stdout.write(table(steps))
    if given.out:
        given.out.write_text(picture(steps), encoding="utf-8")


if __name__ == "__main__":
    main()
