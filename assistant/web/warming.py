"""Do in the background, once the page is there, what the first visitors would otherwise wait for."""

import logging
import threading

from assistant.ledger.topic_index import topic_counts
from assistant.opening import Live
from assistant.web.courtesy import Courtesy
from assistant.web.drawn_questions import DrawnQuestions

_RUSH = 60.0
_LOG = logging.getLogger(__name__)


def warm(live: Live, questions: DrawnQuestions, courtesy: Courtesy) -> threading.Thread:
    """Begin, on a thread that ends with the program; return it."""
    thread = threading.Thread(target=_warm, args=(live, questions, courtesy), name="warming", daemon=True)
    thread.start()
    return thread


def _warm(live: Live, questions: DrawnQuestions, courtesy: Courtesy) -> None:
    try:
        # What every question needs gives way to none: the indexes are opened here or by whoever asks first.
        live.now().responder.search("目标", 1)
        questions.examples("zh")
        # These are for fewer visitors, and can wait until the first rush is over.
        courtesy.give_way(_RUSH)
        topic_counts(live.now().store)
        questions.examples("en")
    except Exception:
        # Whoever asks for the same will be told; nobody waits for this thread.
        _LOG.warning("what visitors will ask for could not be prepared", exc_info=True)
