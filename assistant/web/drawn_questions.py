"""Questions drawn from what the store holds: examples to begin with, and what may be asked next."""

import random
import re
import threading
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.answer import Answer, Turn
from assistant.departments import find_responsibilities
from assistant.english import chinese
from assistant.messages import Language
from assistant.opening import Live, Opened
from assistant.web.courtesy import Courtesy
from assistant.web.english_questions import framed, in_english
from ingest.figures import find_figures
from ingest.passage import Passage
from ingest.regions import short_name
from vectorstore.catalog import Listed

_EXAMPLES = 6
_FOLLOW_UPS = 3
_LOOKED_AT = 8
_TRIED = 14
_BESIDE = 6
_WAITING = 8
_NEW_CHARACTERS = 3
_YEAR = re.compile(r"(?:到|至)(20\d\d)年(?:底|末)?[，,]")
_TARGET = re.compile(
    r"(?:^|[，,。；;])(?:全[市省县区])?的?(?P<subject>[\u4e00-\u9fff]{4,14}?)"
    r"(?:达到|达|增长到|提高到|控制在|保持在|稳定在|不低于|超过|突破)(?=[\d约])"
)
_TERM = re.compile(r"“(?P<term>[\u4e00-\u9fff\d]{3,10})”(?:是指|指的是|，?即)")
_HEADING = re.compile(r"^(?:第?[一二三四五六七八九十百\d]+[章节篇部分]*|[（(][一二三四五六七八九十\d]+[）)])[、.．\s]*")
_NO_TASK = re.compile(r"[、，,：:是]|负责|部门|单位")
# What a target is set for; other words before a figure are seldom asked about.
_MEASURE = re.compile(r"(?:率|值|额|量|数|度|面积|人口|里程|规模|收入|能力|床位|比重|水平|占比|投资|泊位|人才|企业)$")
_WHO = "由哪些部门负责？"


class DrawnQuestions:
    """Draw questions that the store answers; each is asked before it is offered, so none leads nowhere."""

    def __init__(self, live: Live, courtesy: Courtesy | None = None) -> None:
        self._live = live
        self._courtesy = courtesy or Courtesy(lambda: False)
        self._drawing: dict[Language, threading.Lock] = {"zh": threading.Lock(), "en": threading.Lock()}
        self._following = threading.Lock()
        self._waiting = threading.BoundedSemaphore(_WAITING)
        self._examples: dict[Language, tuple[object, list[str]]] = {}

    def examples(self, language: Language = "zh") -> list[str]:
        """Return examples for the documents held now, drawn once for each state of the store.

        Those in English are of what the glossary knows; where it knows none of it, the others in an English frame.
        """
        with self._drawing[language]:
            opened = self._live.now()
            state = (opened.samples, opened.store.catalog.stamp())
            if language not in self._examples or self._examples[language][0] != state:
                drawn = self._drawn(opened) if language == "zh" else self._drawn_in_english(opened)
                self._examples[language] = (state, drawn)
            return self._examples[language][1]

    def follow_ups(self, question: str, document: str, at: int, language: Language = "zh") -> list[str]:
        """Return what may be asked after a question that was answered from a place of a document.

        None where many others wait for theirs: the threads that wait are those that passages are shown by.
        """
        if not self._waiting.acquire(blocking=False):
            return []
        try:
            with self._following:
                return self._followed(question, document, at, language)
        finally:
            self._waiting.release()

    def _followed(self, question: str, document: str, at: int, language: Language) -> list[str]:
        opened = self._live.now()
        listed = next((listed for listed in opened.store.catalog.documents() if listed.id == document), None)
        if listed is None:
            return []
        place = short_name(listed.description.region) if listed.description.region else ""
        candidates = _next_questions(opened, chinese(question), listed, at)
        if language == "en":
            candidates = filter(None, (framed(candidate, place) for candidate in candidates))
        history = [Turn(question=question)]
        found: list[str] = []
        for candidate in islice(candidates, _BESIDE):
            answer = self._asked(opened, candidate, history)
            if answer.status == "answered" and answer.citations and answer.standalone_question != question:
                found.append(candidate)
            if len(found) == _FOLLOW_UPS:
                break
        return found

    def _drawn(self, opened: Opened) -> list[str]:
        documents = _spread(opened.store.catalog.documents())
        drawn = [list(_questions_of(opened, listed)) for listed in documents]
        in_turn = [column[row] for row in range(_LOOKED_AT) for column in drawn if row < len(column)]
        found: list[str] = []
        for question, document in list(dict.fromkeys(in_turn))[:_TRIED]:
            if sum(question[-3:] == other[-3:] for other in found) * 2 >= _EXAMPLES:
                continue
            answer = self._asked(opened, question, ())
            if answer.status == "answered" and any(c.document == document for c in answer.citations):
                found.append(question)
            if len(found) == _EXAMPLES:
                break
        return found

    def _drawn_in_english(self, opened: Opened) -> list[str]:
        """Return questions about targets, in turn of one document and the next."""
        drawn: list[list[str]] = []
        for listed in _spread(opened.store.catalog.documents()):
            region = listed.description.region
            place = short_name(region) if region else ""
            asked = (in_english(said, region) for said in _targets(opened.store.catalog.passages_of(listed.id), place))
            drawn.append(list(dict.fromkeys(filter(None, asked)))[:_EXAMPLES])
        found: list[str] = []
        in_turn = [column[row] for row in range(_EXAMPLES) for column in drawn if row < len(column)]
        for question in list(dict.fromkeys(in_turn))[:_TRIED]:
            answer = self._asked(opened, question, ())
            if answer.status == "answered" and answer.citations:
                found.append(question)
            if len(found) == _EXAMPLES:
                break
        return found or self._framed(opened)

    def _framed(self, opened: Opened) -> list[str]:
        """Return the Chinese examples asked in English, their names as the documents have them."""
        regions = {listed.description.region for listed in opened.store.catalog.documents()}
        places = sorted((short_name(region) for region in regions if region), key=len, reverse=True)
        found: list[str] = []
        for question in self.examples("zh"):
            place = next((place for place in places if place in question), "")
            candidate = framed(question, place)
            if candidate and self._asked(opened, candidate, ()).status == "answered":
                found.append(candidate)
        return found

    def _asked(self, opened: Opened, question: str, history: Sequence[Turn]) -> Answer:
        """Ask what nobody has asked yet, after those who have."""
        self._courtesy.give_way()
        return opened.responder.without_model().respond(question, history)


def _spread(documents: Sequence[Listed]) -> list[Listed]:
    """Return a few documents, one of every region before a second of any; those in force and the newest first."""
    ordered = sorted(documents, key=lambda d: (d.description.status != "正式", -(d.description.last_year or 0), d.id))
    rank: dict[str | None, int] = {}
    places = []
    for listed in ordered:
        region = listed.description.region
        places.append((rank.get(region, 0), listed))
        rank[region] = rank.get(region, 0) + 1
    return [listed for _, listed in sorted(places, key=lambda pair: pair[0])][:_LOOKED_AT]


def _questions_of(opened: Opened, listed: Listed) -> Iterator[tuple[str, str]]:
    """Yield questions of different kinds that a document may answer, always in the same order."""
    place = short_name(listed.description.region) if listed.description.region else ""
    passages = opened.store.catalog.passages_of(listed.id)
    # The same store offers the same examples, but not always those of the first page.
    random.Random(listed.id).shuffle(passages)
    kinds = (_targets(passages, place), _departments(passages), _terms(passages))
    for _ in range(2):
        for kind in kinds:
            question = next(kind, None)
            if question:
                yield question, listed.id


def _targets(passages: Sequence[Passage], place: str) -> Iterator[str]:
    for passage in passages:
        for sentence in re.split(r"[。\n]", passage.text):
            year = _YEAR.search(sentence)
            for match in _TARGET.finditer(sentence, year.end() - 1) if year else ():
                subject, value = match["subject"], sentence[match.end() : match.end() + 20]
                if (
                    year
                    and find_figures(value)
                    and _MEASURE.search(subject)
                    and not re.search(r"其中|年均|分别", subject)
                ):
                    yield f"到{year[1]}年{place}{subject}目标是多少？"


def _departments(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        if passage.section and find_responsibilities(passage.text):
            heading = _HEADING.sub("", passage.section[-1]).strip("。：: ")
            if 4 <= len(heading) <= 16 and not _NO_TASK.search(heading):
                yield f"{heading}{_WHO}"


def _terms(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        for match in _TERM.finditer(passage.text):
            yield f"“{match['term']}”指什么？"


def _next_questions(opened: Opened, question: str, listed: Listed, at: int) -> Iterator[str]:
    """Yield follow-ups: who is responsible, the same of another region, and what stands beside the place."""
    documents = opened.store.catalog.documents()
    passages = opened.store.catalog.passages_of(listed.id)
    here = max((n for n, passage in enumerate(passages) if passage.start <= at), default=0)
    near = passages[max(0, here - 1) : here + 4]
    if "部门" not in question and find_responsibilities(passages[here].text):
        yield _WHO
    place = short_name(listed.description.region) if listed.description.region else ""
    if place and place in question:
        others = dict.fromkeys(
            d.description.region for d in documents if d.description.region != listed.description.region
        )
        yield from (f"那{short_name(region)}呢？" for region in list(others)[:2] if region)
    for beside in (*_targets(near, place), *_departments(near), *_terms(near)):
        # What only says the same in other words leads nowhere.
        if len(set(beside) - set(question)) >= _NEW_CHARACTERS:
            yield beside
