"""The folder of a run: what was asked of what, the rows, the scores and the reports made from them.

```
run.json        settings, versions, cases and index of the run
cases.jsonl     the cases as they were asked
rows.jsonl      one answer a line
scores.jsonl    one judgement a line
summary.json    the figures
gate.json       what the thresholds said of them, where they were asked
report.html, report.md, junit.xml
```
"""

from pathlib import Path
from typing import NamedTuple


class RunFolder(NamedTuple):
    """The paths of a run."""

    path: Path

    @property
    def about(self) -> Path:
        """Settings, versions, cases and index of the run."""
        return self.path / "run.json"

    @property
    def cases(self) -> Path:
        """The cases as they were asked."""
        return self.path / "cases.jsonl"

    @property
    def rows(self) -> Path:
        """One answer a line."""
        return self.path / "rows.jsonl"

    @property
    def scores(self) -> Path:
        """One judgement a line."""
        return self.path / "scores.jsonl"

    @property
    def summary(self) -> Path:
        """The figures of the whole run."""
        return self.path / "summary.json"

    @property
    def gate(self) -> Path:
        """What the thresholds said, where they were asked."""
        return self.path / "gate.json"
