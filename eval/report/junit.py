"""A run as JUnit XML, which build servers show: a test case for every case, its class the type."""

import re
from collections.abc import Iterator

from lxml import etree

from eval.cases import Case
from eval.finished_run import FinishedRun
from eval.report.outcome import outcome
from eval.row import Row
from eval.score import Score

# What XML 1.0 cannot hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: FinishedRun) -> bytes:
    """Return the cases of a run as JUnit XML; what the program could not answer is an error, the rest a failure."""
    found = [outcome(score) for score in run.scores]
    seconds = sum(row.seconds for row in run.rows.values())
    totals = {
        "name": _clean(run.name),
        "tests": str(len(found)),
        "failures": str(found.count("wrong") + found.count("refused")),
        "errors": str(found.count("error")),
        "time": f"{seconds:.3f}",
    }
    root = etree.Element("testsuites", totals)
    suite = etree.SubElement(root, "testsuite", {**totals, "skipped": "0", "timestamp": run.about.started[:19]})
    for score in run.scores:
        _add(suite, run.cases[score.id], run.rows.get(score.id), score)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(suite: etree._Element, case: Case, row: Row | None, score: Score) -> None:
    node = etree.SubElement(
        suite,
        "testcase",
        classname=_clean(score.type) or "case",
        name=_clean(f"{case.id} {case.question}"),
        time=f"{row.seconds if row else 0:.3f}",
    )
    if not score.passed:
        kind = "error" if outcome(score) == "error" else "failure"
        reasons = [f"{failure.zh}\n{failure.en}" for failure in score.failures]
        failed = etree.SubElement(
            node,
            kind,
            type=_clean(score.failures[0].code) if score.failures else kind,
            message=_clean(score.failures[0].zh) if score.failures else "",
        )
        failed.text = _clean("\n".join(reasons))
    out = etree.SubElement(node, "system-out")
    out.text = _clean("\n".join(_told(row))) if row else ""


def _told(row: Row) -> Iterator[str]:
    yield row.answer
    for citation in row.citations:
        yield f"[{citation.mark}] {' › '.join((citation.title, *citation.section))}: {citation.quote}"
    if row.error:
        yield row.error


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
