"""Talk to an OpenAI-compatible endpoint: one streamed reply within one time limit, whatever the endpoint does."""

import asyncio
import random
import re
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import urlsplit

from assistant.llm.failure import ModelFailure
from assistant.settings import Settings, SettingsError

if TYPE_CHECKING:
    import openai
    from langchain_core.runnables import Runnable

Role = Literal["system", "human", "ai"]
_ATTEMPTS = 4
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 10.0
# Thinking aloud included; what is shown is bounded elsewhere.
_LONGEST_REPLY = 80_000
_GRACE = 0.25


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the chat model is and what it may take; prices are per million tokens, 0 where unknown."""

    base_url: str
    model: str
    key: str = field(repr=False, default="")
    timeout: float = 60.0
    price_in: float = 0.0
    price_out: float = 0.0


class Delta(NamedTuple):
    """A piece of a reply; the tokens are those of the whole reply, where the endpoint counts them."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


def endpoint_of(settings: Settings) -> Endpoint | None:
    """Return the endpoint the settings name, None where none is; raises SettingsError for half a one."""
    address, model = settings.llm_base_url.strip(), settings.llm_model.strip()
    if not address and not model:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        found = f"'{address}'" if address and "@" not in address else "no address"
        raise SettingsError(
            f"llm_base_url: found {found}, expected an http or https address such as http://127.0.0.1:11434/v1; "
            "set PLANS_LLM_BASE_URL, or leave llm_model empty for extractive answers"
        )
    if not model:
        raise SettingsError(
            "llm_base_url is set but llm_model is empty; expected the name of a chat model; set PLANS_LLM_MODEL, "
            "or leave llm_base_url empty for extractive answers"
        )
    key = settings.llm_api_key.get_secret_value().strip()
    return Endpoint(address, model, key, settings.llm_timeout, settings.llm_price_in, settings.llm_price_out)


class Reply:
    """A reply as it arrives: iterate once over its pieces; stops with ModelFailure, at the latest at the deadline."""

    def __init__(self, endpoint: Endpoint, turns: Sequence[tuple[Role, str]], deadline: float) -> None:
        self.tokens_in = self.tokens_out = 0
        self._endpoint = endpoint
        self._turns = turns
        self._deadline = deadline
        self._pieces: SimpleQueue[Delta | ModelFailure | None] = SimpleQueue()
        self._stop: tuple[asyncio.AbstractEventLoop, asyncio.Task[None]] | None = None

    def __iter__(self) -> Iterator[str]:
        threading.Thread(target=lambda: asyncio.run(self._fill()), daemon=True).start()
        try:
            while (piece := self._next()) is not None:
                self.tokens_in = piece.tokens_in or self.tokens_in
                self.tokens_out = piece.tokens_out or self.tokens_out
                if piece.text:
                    yield piece.text
        finally:
            self._cancel()

    def _next(self) -> Delta | None:
        try:
            piece = self._pieces.get(timeout=max(0.0, self._deadline - time.monotonic()) + _GRACE)
        except Empty:
            raise ModelFailure("timeout") from None
        if isinstance(piece, ModelFailure):
            raise piece
        return piece

    def _cancel(self) -> None:
        if self._stop is not None:
            loop, task = self._stop
            # The loop may have ended between the look and the call.
            try:
                loop.call_soon_threadsafe(task.cancel)
            except RuntimeError:
                return

    async def _fill(self) -> None:
        """Put the pieces of the reply, then None or a failure, where the iteration takes them from."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine that runs has a task
        self._stop = asyncio.get_running_loop(), task
        try:
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                await self._retrying()
        except ModelFailure as failure:
            self._pieces.put(failure)
        except TimeoutError:
            self._pieces.put(ModelFailure("timeout"))
        except asyncio.CancelledError:
            return
        except Exception:
            # Whatever the libraries raise over a malformed reply; its text may hold what the endpoint sent.
            self._pieces.put(ModelFailure("malformed"))
        else:
            self._pieces.put(None)

    async def _retrying(self) -> None:
        plain = False
        for attempt in range(_ATTEMPTS):
            length = 0
            try:
                async for delta in _stream(self._endpoint, self._turns, self._left(), plain):
                    length += len(delta.text)
                    if length > _LONGEST_REPLY:
                        raise ModelFailure("too_long")
                    self._pieces.put(delta)
                return
            except ModelFailure as failure:
                spent = attempt == (1 if failure.reason == "connection" else _ATTEMPTS - 1)
                if length or not failure.retry or spent or (plain and failure.unwelcome):
                    raise
                # Older servers refuse options they do not know; the next attempt goes without them.
                plain = plain or failure.unwelcome
                pause = _FIRST_PAUSE * 2**attempt * random.uniform(0.8, 1.2) if failure.wait is None else failure.wait
                if pause > min(_LONGEST_PAUSE, self._left() / 2):
                    raise
                await asyncio.sleep(pause)

    def _left(self) -> float:
        return max(0.05, self._deadline - time.monotonic())


class ChatModel:
    """The chat model at one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def reply(self, turns: Sequence[tuple[Role, str]], deadline: float) -> Reply:
        """Return the reply to a conversation; `deadline` is on the monotonic clock."""
        return Reply(self.endpoint, turns, deadline)


async def _stream(
    endpoint: Endpoint, turns: Sequence[tuple[Role, str]], left: float, plain: bool
) -> AsyncIterator[Delta]:
    import httpx
    import openai
    from langsmith import tracing_context

    from assistant.llm.wire import client

    try:
        async with client(endpoint.base_url, left) as http:
            chain = _chain(endpoint, turns, http, plain)
            # Tracing that is switched on in the environment would send questions to a third party.
            with tracing_context(enabled=False):
                async for delta in chain.astream({}):
                    yield delta
    except openai.APIStatusError as error:
        raise _refused(error) from None
    except (openai.APITimeoutError, httpx.TimeoutException):
        raise ModelFailure("timeout") from None
    except (openai.APIConnectionError, httpx.HTTPError) as error:
        # The libraries wrap what the wire raises.
        cause = error.__cause__
        raise cause if isinstance(cause, ModelFailure) else ModelFailure("connection", retry=True) from None
    except openai.APIError:
        raise ModelFailure("reported") from None


def _chain(endpoint: Endpoint, turns: Sequence[tuple[Role, str]], http: Any, plain: bool) -> "Runnable[Any, Delta]":
    """Return prompt | model | parser; the texts go in as values, so that braces in them mean nothing."""
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnableGenerator
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    names = [(role, f"text{number}") for number, (role, _) in enumerate(turns)]
    prompt = ChatPromptTemplate.from_messages([(role, f"{{{name}}}") for role, name in names])
    values = {name: text for (_, name), (_, text) in zip(names, turns, strict=True)}
    model = ChatOpenAI(
        base_url=endpoint.base_url,
        model=endpoint.model,
        # Never the key that OPENAI_API_KEY holds for another endpoint.
        api_key=SecretStr(endpoint.key or "none"),
        http_async_client=http,
        max_retries=0,
        # The same for every reply: the library keeps a client for each value it sees. The deadline ends a reply.
        timeout=endpoint.timeout,
        temperature=None if plain else 0.0,
        stream_usage=not plain,
        stream_chunk_timeout=None,
        use_responses_api=False,
        organization="",
    )
    return prompt.partial(**values) | model | RunnableGenerator(_deltas)


async def _deltas(chunks: AsyncIterator[Any]) -> AsyncIterator[Delta]:
    """Turn the model's chunks into text with counts; whatever is no text (tool calls, pictures) is left out.

    A stream that ends without saying why was cut on the way.
    """
    finished = False
    async for chunk in chunks:
        usage = getattr(chunk, "usage_metadata", None) or {}
        text = chunk.content if isinstance(chunk.content, str) else ""
        finished = finished or bool(chunk.response_metadata.get("finish_reason"))
        yield Delta(text, usage.get("input_tokens", 0), usage.get("output_tokens", 0))
    if not finished:
        raise ModelFailure("malformed")


def _refused(error: "openai.APIStatusError") -> ModelFailure:
    code = error.status_code
    plainer = code in (400, 422)
    wait = 0.0 if plainer else _asked_to_wait(error.response.headers.get("retry-after", ""))
    return ModelFailure("http", code, retry=plainer or code in (408, 409, 429) or code >= 500, wait=wait)


def _asked_to_wait(header: str) -> float | None:
    """Read the seconds of a Retry-After header; a date counts as none given."""
    return float(header) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", header.strip()) else None
