"""Put an English question into Chinese, so that passages can be found for it."""

import re
import time

from assistant.llm.failure import ModelFailure
from assistant.llm.ledger import Ledger
from assistant.llm.marks import harmless
from assistant.llm.model import ChatModel, Role
from assistant.llm.reply import plain_text, without_thoughts
from prompts.load import prompt

_LONGEST = 200
_SHARE_OF_TIME = 0.3


def in_chinese(model: ChatModel, question: str, ledger: Ledger) -> str | None:
    """Return a question in Chinese, None when the model gives none that keeps its numbers; raises ModelFailure."""
    turns: list[tuple[Role, str]] = [
        ("system", prompt("translate-system", "en")),
        ("human", prompt("translate-user", "en").replace("{question}", harmless(question))),
    ]
    deadline = time.monotonic() + _SHARE_OF_TIME * model.endpoint.timeout
    text = ""
    reply = model.reply(turns, deadline)
    try:
        for piece in without_thoughts(reply):
            text += piece
            if len(text) > 4 * _LONGEST:
                raise ModelFailure("too_long")
    finally:
        ledger.add(reply)
    line = plain_text(text.replace("\0", "").strip().partition("\n")[0])
    kept = sorted(re.findall(r"\d+", question)) == sorted(re.findall(r"\d+", line))
    return line if kept and len(line) <= _LONGEST and re.search(r"[\u3400-\u9fff]{2}", line) else None
