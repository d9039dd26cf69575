"""Run the web chat and the REST API on one port."""

import logging
import socket
import webbrowser

import click
import uvicorn

from assistant.api import make_api
from assistant.cli import Refused
from assistant.messages import message
from assistant.opening import Live
from assistant.settings import Settings
from assistant.web.page import mount_page


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
    live = Live(settings)
    app = make_api(live)
    mount_page(app, live, settings)
    taken = listener.getsockname()[1]
    click.echo(message("serving", settings.language, url=f"http://{host}:{taken}"), err=True)
    if open_browser:
        webbrowser.open(f"http://{host}:{taken}")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    server.run(sockets=[listener])
