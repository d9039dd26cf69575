"""What the model is shown: the best passages with their descriptions, each under a mark of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.llm.marks import harmless, new_marks
from assistant.orders import without_orders
from ingest.passage import Description, Passage
from vectorstore.retrieve import Retrieved

SHOWN = 8
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage under its mark.

    `text` is the passage's text at its full length, with what addresses the assistant blotted out. `side` names the
    side of a comparison.
    """

    mark: str
    retrieved: Retrieved
    description: Description
    text: str
    side: str = ""

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.retrieved.passage

    @property
    def headings(self) -> str:
        """The heading trail in one line."""
        return " ".join(self.passage.section)


def gather(sides: Sequence[tuple[str, Sequence[Retrieved]]], described: dict[str, Description]) -> list[Evidence]:
    """Take the best passages of all sides in turn, each once, and give them marks."""
    chosen: dict[int, tuple[str, Retrieved]] = {}
    for rank in range(max((len(hits) for _, hits in sides), default=0)):
        for side, hits in sides:
            if rank < len(hits) and len(chosen) < max(SHOWN, 3 * len(sides)):
                chosen.setdefault(hits[rank].key, (side, hits[rank]))
    marks = new_marks(len(chosen), [hit.passage.text for _, hit in chosen.values()])
    return [
        Evidence(mark, hit, described[hit.passage.document], without_orders(hit.passage.text), side)
        for mark, (side, hit) in zip(marks, chosen.values(), strict=True)
    ]


def shown(evidence: Sequence[Evidence]) -> str:
    """Write the passages for the prompt."""
    return "\n\n".join(map(_block, evidence))


def _block(evidence: Evidence) -> str:
    passage, described = evidence.passage, evidence.description
    pages = "" if passage.page is None else str(passage.page)
    head = {
        "比较对象": evidence.side,
        "文件": described.title,
        "地区": described.region or "",
        "期间": described.period or "",
        "状态": described.status,
        "章节": " › ".join(passage.section),
        "页码": pages,
    }
    lines = [f"{name}：{harmless(without_orders(value))}" for name, value in head.items() if value]
    lines += [f"│{line}" for line in harmless(evidence.text[:_LONGEST]).splitlines()]
    return "\n".join([f"[{evidence.mark}]", *lines, f"[/{evidence.mark}]"])
