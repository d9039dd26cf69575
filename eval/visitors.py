"""Measure the web chat under many visitors: `python -m eval.visitors STORE [--visitors 50] [--seconds 60] [--cases FILE]`.

A server of its own answers from the store. Each visitor opens a session, asks a question of the cases through the page's own
queue, as the browser does, reads the answer for a few seconds and asks the next. What is measured is the time from sending
a question to its whole answer, and the memory of the server before and after. It runs on Linux, and shares the machine's cores
with the server.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from eval.cases import read_cases

_CASES = Path(__file__).with_name("cases") / "golden-1.0.jsonl"
_SEED = 5
# Seconds between an answer and the next question, and those in which all visitors arrive.
_READS, _ARRIVE = (2.0, 6.0), 3.0
_PATIENCE = 120.0


class Asked(NamedTuple):
    """What became of one question: seconds to its whole answer, and what went wrong, "" where nothing did."""

    seconds: float
    problem: str = ""


class Form(NamedTuple):
    """How the page sends a question: the number of its function, and what it sends beside the question."""

    function: int
    beside: list[Any]


@contextlib.contextmanager
def server(store: Path) -> Iterator[tuple[str, int]]:
    """Run a server over a store; give its address and process."""
    command = [sys.executable, "-m", "assistant", "serve", "--store", str(store), "--port", "0"]
    # Pacing is for visitors who ask more than people can.
    unpaced = {**os.environ, "PLANS_QUESTIONS_PER_MINUTE": "0"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=unpaced)  # noqa: S603 - our own command
    try:
        assert process.stderr is not None  # noqa: S101 - piped above
        lines = iter(process.stderr.readline, "")
        address = next((found.group() for line in lines if (found := re.search(r"http://[\d.]+:\d+", line))), None)
        if address is None:
            raise SystemExit(
                f"the server over {store} ended before it was ready; expected a store that `plans ask` answers from"
            )
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


async def form_of(client: httpx.AsyncClient) -> Form:
    """Read from the page how a question is sent."""
    page = (await client.get("/config")).json()
    values = {component["id"]: component["props"].get("value") for component in page["components"]}
    sends = next(d for d in page["dependencies"] if any(trigger == "submit" for _, trigger in d["targets"]))
    return Form(sends["id"], [values.get(component) for component in sends["inputs"][1:]])


async def ask(client: httpx.AsyncClient, form: Form, session: str, question: str) -> Asked:
    """Send a question and wait for its whole answer."""
    started = time.perf_counter()
    body = {"data": [question, *form.beside], "fn_index": form.function, "session_hash": session, "event_data": None}
    try:
        (await client.post("/gradio_api/queue/join", json={**body, "trigger_id": None})).raise_for_status()
        events = client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session})
        async with events as stream:
            async for line in stream.aiter_lines():
                told = json.loads(line[5:]) if line.startswith("data:") else {}
                if told.get("msg") == "process_completed":
                    return Asked(time.perf_counter() - started, "" if told.get("success") else "no answer")
    except httpx.HTTPError as error:
        return Asked(time.perf_counter() - started, type(error).__name__)
    return Asked(time.perf_counter() - started, "the stream ended without an answer")


async def visit(address: str, questions: Sequence[str], visitors: int, seconds: float) -> list[Asked]:
    """Let so many visitors ask for so many seconds."""
    chance = random.Random(_SEED)
    asked: list[Asked] = []
    limits = httpx.Limits(max_connections=4 * visitors)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=limits, trust_env=False) as client:
        form = await form_of(client)
        until = time.monotonic() + seconds

        async def visitor(number: int) -> None:
            await asyncio.sleep(chance.uniform(0, _ARRIVE))
            while time.monotonic() < until:
                asked.append(await ask(client, form, f"visitor{number}", chance.choice(questions)))
                await asyncio.sleep(chance.uniform(*_READS))

        await asyncio.gather(*map(visitor, range(visitors)))
    return asked


def resident(process: int) -> float:
    """Return the memory of a process and of those it began in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    threads = Path(f"/proc/{process}/task").glob("*/children")
    begun = [int(child) for thread in threads for child in thread.read_text(encoding="ascii").split()]
    return (int(found[1]) / 1024 if found else 0.0) + sum(map(resident, begun))


def main() -> None:
    """Read the options, measure twice in a row, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, help="the store to answer from")
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--times", type=int, default=2, help="how often; the first time is right after the start")
    parser.add_argument("--cases", type=Path, default=_CASES, help="whose questions are asked")
    given = parser.parse_args()
    questions = [case.question for case in read_cases(given.cases) if not case.history]
    with server(given.store) as (address, process):
        for _ in range(given.times):
            before = resident(process)
            asked = asyncio.run(visit(address, questions, given.visitors, given.seconds))
            seconds = sorted(one.seconds for one in asked)
            wrong = [one.problem for one in asked if one.problem]
            sys.stdout.write(
                f"{len(asked)} answers to {given.visitors} visitors in {given.seconds:.0f} s, {len(wrong)} errors"
                f"{f' ({wrong[0]})' if wrong else ''}; median {statistics.median(seconds):.2f} s, "
                f"p95 {seconds[int(0.95 * (len(seconds) - 1))]:.2f} s, longest {seconds[-1]:.2f} s; "
                f"memory {before:.0f} MB before, {resident(process):.0f} MB after\n"
            )


if __name__ == "__main__":
    main()
