"""Limits on what a ZIP may expand to, for archives and for Office files, which are ZIPs as well."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ingest.errors import UnreadableDocument

# The others can expand without bound in one step.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_MEMBERS = 2_000
_HIGHEST_RATIO = 200
# Below this size a high ratio harms nobody: a form of empty cells packs as well as a bomb does.
_RATIO_MATTERS = 10 * 1024**2
_LARGEST_DIRECTORY = MOST_MEMBERS * 1024
_PIECE = 1024**2
_FED = 64 * 1024
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_LONGEST_END = 22 + 65535
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what a damaged ZIP leads to into UnreadableDocument."""
    try:
        yield
    except _DAMAGE as error:
        raise UnreadableDocument(
            f"{name} cannot be unpacked ({error or type(error).__name__}), expected an undamaged file; fetch it again or "
            "pack it anew."
        ) from error


def too_many_members(name: str) -> UnreadableDocument:
    """Say that a ZIP has too many members."""
    return UnreadableDocument(
        f"{name} holds more members than are read, expected at most {MOST_MEMBERS:,}; split it into several files."
    )


def check_directory(file: IO[bytes], name: str) -> None:
    """Raise where the directory is too large to be loaded; zipfile would take all of it into memory."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(length - _LONGEST_END - 20, 0))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise UnreadableDocument(
            f"{name} is not a whole ZIP, expected one with its directory at the end; fetch it again or pack it anew."
        )
    if place >= 20 and tail[place - 20 : place - 16] == _END_64:
        raise UnreadableDocument(f"{name} is a ZIP of the 64-bit kind, expected one below 4 GB; split it into several.")
    if struct.unpack_from("<I", tail, place + 12)[0] > _LARGEST_DIRECTORY:
        raise too_many_members(name)


def check_sizes(infos: list[zipfile.ZipInfo], packed: int, name: str, largest: int) -> int:
    """Return the stated size of all members together; raise where it, or what it grew from, is that of no document."""
    size = sum(info.file_size for info in infos)
    if any(_is_bomb(info.file_size, info.compress_size) for info in infos) or _is_bomb(size, packed):
        raise UnreadableDocument(
            f"{name} expands more than {_HIGHEST_RATIO}-fold, expected ordinary documents; it may be made to do harm; "
            "pack or save it anew."
        )
    if size > largest:
        raise UnreadableDocument(
            f"{name} unpacks to {size // 1024**2:,} MB, expected at most {largest // 1024**2} MB; split it first."
        )
    return size


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_MATTERS and size > _HIGHEST_RATIO * packed


def check_package(data: bytes, name: str, largest: int, doctypes: bool = True) -> None:
    """Raise UnreadableDocument where an Office file would expand beyond what it states or what is safe.

    The libraries that read it unpack each part in one step, whatever its stated size. Without `doctypes`, parts that
    define XML entities are refused as well; no program writes them.
    """
    with translated(name):
        check_directory(io.BytesIO(data), name)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
        if len(infos) > MOST_MEMBERS:
            raise too_many_members(name)
        check_sizes(infos, len(data), name, largest)
        for info in infos:
            _check_part(data, info, name, doctypes)


def _check_part(data: bytes, info: zipfile.ZipInfo, name: str, doctypes: bool) -> None:
    if info.compress_type not in METHODS or info.flag_bits & 0x1:
        raise UnreadableDocument(
            f"{name} is packed or encrypted in a way that is not read, expected a file as Office programs write it; save "
            "it anew."
        )
    size = 0
    before = b""
    for piece in _pieces(data, info):
        size += len(piece)
        if size > info.file_size:
            raise UnreadableDocument(
                f"{name} expands beyond what it states, expected an ordinary document; it may be made to do harm; save "
                "it anew."
            )
        if not doctypes and any(mark in before + piece for mark in _DOCTYPES):
            raise UnreadableDocument(
                f"{name} defines XML entities, expected a file as Office programs write it; save it anew."
            )
        before = piece[-32:]


def _pieces(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[place : place + _PIECE]) for place in range(0, len(packed), _PIECE))
        return
    unpacker = zlib.decompressobj(-15)
    for place in range(0, len(packed), _FED):
        yield unpacker.decompress(packed[place : place + _FED], _PIECE)
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
