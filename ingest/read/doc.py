"""Read old Word and Excel files, WPS, RTF and ODT, by having LibreOffice convert them."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path, PurePath

from ingest.blocks import Reading
from ingest.errors import UnreadableDocument, UnsupportedDocument

_SECONDS = 60
_REMARK = "Converted by LibreOffice; the numbering and tables of old files may have changed."
# Nothing in a document is run, and nothing that it links to is fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes, name: str) -> Reading:
    """Read a text document that LibreOffice can convert to DOCX."""
    from ingest.read.docx import read_docx

    reading = read_docx(_converted(data, name, "docx"), name)
    return replace(reading, remarks=(*reading.remarks, _REMARK))


def read_xls(data: bytes, name: str) -> Reading:
    """Read a workbook that LibreOffice can convert to XLSX."""
    from ingest.read.sheet import read_xlsx

    reading = read_xlsx(_converted(data, name, "xlsx"), name)
    return replace(reading, remarks=(*reading.remarks, _REMARK))


def libreoffice() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _converted(data: bytes, name: str, wanted: str) -> bytes:
    program = libreoffice()
    suffix = PurePath(name).suffix.lower()
    if program is None:
        raise UnsupportedDocument(
            f"{name} is a {suffix} file and LibreOffice, which converts these, is not installed; expected PDF, DOCX, XLSX, "
            f"HTML, Markdown, CSV or plain text; install LibreOffice or save it as .{wanted}."
        )
    with tempfile.TemporaryDirectory(prefix="plans-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        given = folder / f"document{suffix}"
        given.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", wanted, "--outdir", str(folder / "made"), str(given)),
        ]
        _run(command, folder, name, wanted)
        made = folder / "made" / f"document.{wanted}"
        if not made.is_file():
            raise UnreadableDocument(
                f"{name} could not be converted by LibreOffice (damaged or under a password), expected a {suffix} file; "
                f"open it in a word processor and save it as .{wanted}."
            )
        return made.read_bytes()


def _run(command: list[str], folder: Path, name: str, wanted: str) -> None:
    """Run LibreOffice; it and what it started are ended after the time limit."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the arguments are ours
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnsupportedDocument(
            f"{name} needs LibreOffice, which does not start ({error.strerror}); repair it or save the file as .{wanted}."
        ) from error
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"{name} took LibreOffice more than {_SECONDS} seconds, expected a document; save it as .{wanted}."
        ) from error
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
