"""What is wrong with a line of a file of cases."""

from typing import NamedTuple


class Problem(NamedTuple):
    """A line, what was found there, what was expected, and what to do; line 0 is the file as a whole."""

    line: int
    found: str
    expected: str
    do: str

    def told(self, file: str) -> str:
        """Say it in one line that editors can jump to."""
        return f"{file}:{self.line}: {self.found}; expected {self.expected}; {self.do}"
