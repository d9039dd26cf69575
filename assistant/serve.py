"""Run the web chat and the REST API on one port."""

import contextlib
import logging
import socket
import sys
import webbrowser

import click
import uvicorn

from assistant.cli import Refused
from assistant.messages import message
from assistant.settings import Settings
from assistant.starting import Starting

# Browsers hold a connection open for as long as a page is open; a server that is stopped does not wait for them.
_SECONDS_TO_END = 1
# Answering keeps a processor busy. Threads take turns more often than Python has it, so that what takes no time, such as a
# file of the page or the next piece of an answer, does not wait for many long turns.
_SECONDS_IN_TURN = 0.001


def serve(settings: Settings, host: str, port: int, open_browser: bool = False) -> None:
    """Serve until interrupted; refuses a port that is taken with one sentence."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise Refused(
            f"cannot listen on {host}:{port} ({error.strerror}); expected a free port of this machine; choose one with --port"
        ) from error
    # What a chat model costs is for whoever runs the server to see; other libraries only speak up when something is wrong.
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("assistant").setLevel(logging.INFO)
    sys.setswitchinterval(_SECONDS_IN_TURN)
    app = Starting(settings)
    url = f"http://{host}:{listener.getsockname()[1]}"
    app.when_ready(lambda: click.echo(message("serving", settings.language, url=url), err=True))
    if open_browser:
        webbrowser.open(url)
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, lifespan="on", timeout_graceful_shutdown=_SECONDS_TO_END
    )
    server = uvicorn.Server(config)
    app.when_failed(lambda: setattr(server, "should_exit", True))
    # The server hands on the signal that ended it; being interrupted is how it is meant to end.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if app.problem:
        raise app.problem
