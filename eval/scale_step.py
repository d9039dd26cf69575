"""One measurement of `eval.scale` in a process of its own: `python -m eval.scale_step ingest|search STORE`.

What to ingest or to ask stands on standard input, one path or question a line; the figures come as JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

_WARM_UP = 20


def ingest(store: Path, paths: list[str]) -> dict[str, float]:
    """Ingest files into a store; return passages, seconds and the highest memory (MB) of this process."""
    from vectorstore.build import update
    from vectorstore.embed import make_embedder
    from vectorstore.store import Store

    started = time.perf_counter()
    made = Store(store, make_embedder())
    passages = update(made, paths).passages
    made.close()
    seconds = time.perf_counter() - started
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return {"passages": passages, "seconds": seconds, "peak": kilobytes / 1024}


def search(store: Path, questions: list[str]) -> dict[str, float]:
    """Search for every question, after a few that warm up; return the median and the 95th percentile in ms."""
    from assistant.opening import Live
    from assistant.settings import load

    live = Live(load(store=store))
    for question in questions[:_WARM_UP]:
        live.now().responder.search(question)
    milliseconds = []
    for question in questions:
        started = time.perf_counter()
        live.now().responder.search(question)
        milliseconds.append(1000 * (time.perf_counter() - started))
    milliseconds.sort()
    return {"median": milliseconds[len(milliseconds) // 2], "slow": milliseconds[int(0.95 * len(milliseconds))]}


def main() -> None:
    """Print the figures of one measurement."""
    what, store = sys.argv[1:]
    lines = sys.stdin.read().splitlines()
    figures = ingest(Path(store), lines) if what == "ingest" else search(Path(store), lines)
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
