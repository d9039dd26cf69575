"""Hold the conversation with the model over one question: read its sentences, let only supported ones through."""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.llm.check import problems_of
from assistant.llm.evidence import Evidence, shown
from assistant.llm.failure import ModelFailure
from assistant.llm.ledger import Ledger
from assistant.llm.marks import harmless
from assistant.llm.model import ChatModel, Role
from assistant.llm.problem import Asked, Problem
from assistant.llm.reply import Cutter, Sentence, without_thoughts
from prompts.load import Language, entries, prompt

_log = logging.getLogger(__name__)
_LONGEST = 4_000
_MOST_SENTENCES = 15
# A second reply is worth asking for only while there is time to read it.
_TIME_FOR_REPAIR = 0.2
_NOTHING = re.compile(
    r"(?:规划|段落|文件|资料|材料|方案|报告|纲要|内容|信息|原文)[^。]{0,16}(?:(?:没有|未|并未)(?:直接|明确|具体)?(?:说明|提到|提及|涉及|给出|明确|列出|包含|找到|写明|提供)|不(?:包含|涉及))"
    r"|(?:无法|不能)[^。，]{0,8}(?:回答|确定|得出)|do(?:es)? not (?:say|state|mention|specify|provide|contain)|no (?:information|mention)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the model is asked, and over which passages."""

    question: str
    asked: Asked
    evidence: Sequence[Evidence]


class Conversation:
    """One question put to the model; iterate once over the supported sentences, then look at what became of it.

    `failure` is why there was no usable reply, `refused` tells that the model found no answer, `sourced` that it cited
    at least one passage, `removed` counts the sentences left out. `spent` are the seconds the question has taken before,
    `ledger` holds what the model took for it.
    """

    def __init__(self, model: ChatModel, request: Request, spent: float = 0.0, ledger: Ledger | None = None) -> None:
        self.failure: ModelFailure | None = None
        self.refused = self.sourced = False
        self.removed = 0
        self._model = model
        self._request = request
        self._language: Language = "en" if request.asked.english else "zh"
        self._rules = prompt("answer-system", self._language)
        self._evidence = {item.mark: item for item in request.evidence}
        self._ledger = ledger or Ledger(model.endpoint)
        self._started = time.monotonic()
        self._deadline = self._started + model.endpoint.timeout - spent

    def __iter__(self) -> Iterator[Sentence]:
        turns = self._opening()
        given: list[str] = []
        held: list[Sentence] = []
        failed: list[tuple[Sentence, list[Problem]]] = []
        cutter = self._cutter()
        for sentence in self._read(turns, cutter):
            problems = self._judge(sentence)
            if problems is None:
                continue
            if problems:
                failed.append((sentence, problems))
            elif failed:
                held.append(sentence)
            else:
                given.append(sentence.text)
                yield sentence
        repaired = list(self._repaired(turns, cutter.seen, failed)) if self._worth_repair(failed) else []
        known = {*given, *(sentence.text for sentence in held)}
        repaired = [sentence for sentence in repaired if sentence.text not in known]
        self.removed = max(0, len(failed) - len(repaired))
        for sentence in [*repaired, *held]:
            if sentence.text not in given:
                given.append(sentence.text)
                yield sentence
        if not given and self.failure is None:
            self.failure = self._what_was_wrong(cutter.seen)
        self._report(len(given))

    def _opening(self) -> list[tuple[Role, str]]:
        texts = {"passages": shown(self._request.evidence), "question": harmless(self._request.question)}
        # Put in one pass, so that a passage which holds "{question}" stays as it is.
        pattern = re.compile(r"\{(passages|question)\}")
        user = pattern.sub(lambda match: texts[match.group(1)], prompt("answer-user", self._language))
        return [("system", self._rules), ("human", user)]

    def _cutter(self) -> Cutter:
        return Cutter(self._evidence)

    def _read(self, turns: Sequence[tuple[Role, str]], cutter: Cutter) -> Iterator[Sentence]:
        """Yield the sentences of one reply; what went wrong ends it and is kept."""
        reply = self._model.reply(turns, self._deadline)
        count = 0
        try:
            for text in without_thoughts(reply):
                for sentence in cutter.feed(text):
                    count += 1
                    yield sentence
                if count >= _MOST_SENTENCES or len(cutter.seen) > _LONGEST:
                    return
            yield from cutter.feed("", last=True)
        except ModelFailure as failure:
            self.failure = self.failure or failure
        finally:
            self._ledger.add(reply)

    def _judge(self, sentence: Sentence) -> list[Problem] | None:
        """Return the problems of a sentence, None for one that only says that there is no answer."""
        if _NOTHING.search(sentence.text):
            self.refused = True
            return None
        self.sourced = self.sourced or any(piece.marks for piece in sentence.pieces)
        return problems_of(sentence, self._evidence, self._request.asked, self._rules)

    def _worth_repair(self, failed: Sequence[object]) -> bool:
        left = self._deadline - time.monotonic()
        return bool(failed) and self.failure is None and left > _TIME_FOR_REPAIR * self._model.endpoint.timeout

    def _repaired(
        self, turns: list[tuple[Role, str]], reply: str, failed: Sequence[tuple[Sentence, list[Problem]]]
    ) -> Iterator[Sentence]:
        """Tell the model what was unsupported, once, and yield the sentences that now are supported."""
        reasons = entries("problems", self._language)
        lines = [
            f"- {harmless(sentence.text.strip())}\n  {'；'.join(reasons[p.kind].format(what=harmless(p.what)) for p in problems[:4])}"
            for sentence, problems in failed[:6]
        ]
        asked = prompt("repair", self._language).replace("{problems}", "\n".join(lines))
        again = [*turns, ("ai", reply[:_LONGEST]), ("human", asked)]
        failure, refused = self.failure, self.refused
        for sentence in self._read(again, self._cutter()):
            if self._judge(sentence) == []:
                yield sentence
        # What the first reply said stands, even if the second one broke off.
        self.failure, self.refused = failure, refused

    def _what_was_wrong(self, seen: str) -> ModelFailure | None:
        """Say why a reply without a supported sentence is no answer; None for one that found or sourced nothing."""
        letters = re.findall(r"[^\W\d_]", seen)
        chinese = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
        if not letters:
            return ModelFailure("empty")
        if any(line in self._rules for line in seen.splitlines() if len(line) >= 20):
            return ModelFailure("repeated")
        if len(seen) > _LONGEST:
            return ModelFailure("too_long")
        if self.refused and not self.sourced:
            return None
        if not self._request.asked.english and chinese < 0.2 * len(letters):
            return ModelFailure("language")
        return ModelFailure("unsupported") if self.sourced else None

    def _report(self, given: int) -> None:
        ledger = self._ledger
        _log.info(
            "model=%s replies=%d tokens_in=%d tokens_out=%d cost=%s seconds=%.2f sentences=%d removed=%d failure=%s",
            self._model.endpoint.model,
            ledger.replies,
            ledger.tokens_in,
            ledger.tokens_out,
            "unknown" if ledger.cost is None else f"{ledger.cost:.6f}",
            time.monotonic() - self._started,
            given,
            self.removed,
            self.failure or "none",
        )
