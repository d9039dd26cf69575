"""Measure speed and memory of the program: `python -m eval.bench [PLANS…] [--json]`.

Every figure is of a whole process, as a user meets it: the median of the wall times, the peak memory of one run.
Absolute times depend on the machine; the last column is the ratio to a bare `import chromadb` in the same run, which
compares between machines and versions.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ingest.samples import sample_files

_RUNS = 5
_QUESTION = "到2025年衡阳地区生产总值目标是多少？"
_PROGRAM = (sys.executable, "-m", "assistant")
_PEAK = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


class Measured(NamedTuple):
    """Wall seconds and peak memory (MB) of a command."""

    name: str
    seconds: float
    megabytes: float


def measure(name: str, command: Callable[[], Sequence[str]], runs: int = _RUNS) -> Measured:
    """Run a command once to warm up and then `runs` times; `command` makes the arguments of each run.

    A command that fails raises subprocess.CalledProcessError.
    """
    subprocess.run(command(), check=True, capture_output=True)  # noqa: S603 - the commands are this file's own
    seconds: list[float] = []
    for _ in range(runs):
        arguments = command()
        started = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)  # noqa: S603
        seconds.append(time.perf_counter() - started)
    # A process without other children measures the peak, so that one command's is not another's.
    peak = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _PEAK, *command()], check=True, capture_output=True, text=True
    )
    kilobytes = int(peak.stdout) / (1024 if sys.platform == "darwin" else 1)
    return Measured(name, statistics.median(seconds), kilobytes / 1024)


def bench(plans: Sequence[str]) -> list[Measured]:
    """Measure help, ingestion into a new store, ingestion of what is unchanged, and a question."""
    with tempfile.TemporaryDirectory() as folder:
        numbered = iter(range(1000))

        def store(name: str) -> list[str]:
            return ["--store", str(Path(folder, name))]

        return [
            measure("import chromadb", lambda: [sys.executable, "-c", "import chromadb"]),
            measure("plans --help", lambda: [*_PROGRAM, "--help"]),
            measure("plans ingest, new", lambda: [*_PROGRAM, "ingest", *store(f"new{next(numbered)}"), *plans], runs=3),
            measure("plans ingest, unchanged", lambda: [*_PROGRAM, "ingest", *store("kept"), *plans]),
            measure("plans ask", lambda: [*_PROGRAM, "ask", *store("kept"), _QUESTION]),
        ]


def main() -> None:
    """Print the measurements as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="*", help="files or folders to ingest (default: the bundled samples)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    results = bench(given.plans or [str(path) for path in sample_files()])
    unit = results[0].seconds
    if given.json:
        lines = [json.dumps(result._asdict() | {"ratio": round(result.seconds / unit, 2)}) for result in results]
    else:
        lines = [f"{r.name:26}{r.seconds:7.2f} s {r.megabytes:7.0f} MB {r.seconds / unit:7.2f}" for r in results]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
