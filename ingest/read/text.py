"""Read plain text into blocks."""

from collections.abc import Iterator, Sequence

from ingest.blocks import Block, Reading
from ingest.clean import clean_line
from ingest.errors import UnreadableDocument
from ingest.read.contents import contents_lines
from ingest.read.decode import decode
from ingest.read.headings import is_numbered_heading
from ingest.read.text_noise import without_noise
from ingest.read.text_runon import RUN_ON, run_on_blocks
from ingest.read.text_wrap import unwrapped


def read_text(data: bytes, name: str) -> Reading:
    """Read a plain text file; the frame of the site it was copied from is left out.

    One line is one paragraph, except that hard-wrapped lines are joined and run-on lines are cut at their headings.
    """
    lines = [clean_line(line) for line in unwrapped(decode(data, name).split("\n"))]
    page = without_noise([line for line in lines if line])
    dropped = contents_lines(page.lines)
    kept = [line for index, line in enumerate(page.lines) if index not in dropped]
    blocks = tuple(_blocks(kept, page.title))
    if not blocks:
        raise UnreadableDocument(f"{name} holds no text, expected a document; fetch the file again.")
    return Reading(blocks, stated=page.stated)


def _blocks(lines: Sequence[str], title: str | None) -> Iterator[Block]:
    for index, line in enumerate(lines):
        if index == 0 and line == title:
            yield Block(line, "title")
        elif len(line) > RUN_ON:
            yield from run_on_blocks(line)
        elif is_numbered_heading(line):
            yield Block(line, "heading")
        else:
            yield Block(line)
