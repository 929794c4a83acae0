"""PDF documents: whole, readable without a password, nothing that runs."""

from __future__ import annotations

import io
import re

import pikepdf

from miara.documents.domain.contents.faults import Fault, FileRefused

__all__ = ["inspect_pdf"]

_HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)")
#: Actions that run a program, send data or open another file by themselves.
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"}
_SUBTYPES = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_DEEPEST = 60
_TAIL = 4096


def inspect_pdf(content: bytes) -> None:
    """Refuse a PDF that cannot be opened, is locked or carries something active.

    Every object is looked at, reached from the pages or not: a viewer may be led to
    any of them.

    Raises
    ------
    FileRefused
        ENCRYPTED, DAMAGED, SCRIPTS, ATTACHMENTS or FORM_XFA.
    """
    # pikepdf rebuilds a document that breaks off; its sender should send the whole.
    if not _HEADER.search(content[:1024]) or b"%%EOF" not in content[-_TAIL:]:
        raise FileRefused(Fault.DAMAGED)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            # An owner's password alone locks printing, not reading: such a file
            # opens, and still cannot be stamped or sealed.
            if document.is_encrypted:
                raise FileRefused(Fault.ENCRYPTED)
            if not document.pages:
                raise FileRefused(Fault.DAMAGED)
            for each in document.objects:
                _look(each, 0)
    except pikepdf.PasswordError as error:
        raise FileRefused(Fault.ENCRYPTED) from error
    except pikepdf.PdfError as error:
        raise FileRefused(Fault.DAMAGED) from error


def _look(thing: object, depth: int) -> None:
    """Look at one object and at what is written inside it directly."""
    if depth > _DEEPEST:
        raise FileRefused(Fault.DAMAGED)
    if isinstance(thing, pikepdf.Stream):
        _look_at_entries(dict(thing.stream_dict.items()), depth)  # type: ignore[operator]
    elif isinstance(thing, pikepdf.Dictionary):
        _look_at_entries(dict(thing.items()), depth)
    elif isinstance(thing, pikepdf.Array):
        for each in thing:  # type: ignore[attr-defined]
            if not getattr(each, "is_indirect", False):
                _look(each, depth + 1)


def _look_at_entries(entries: dict[str, object], depth: int) -> None:
    if "/JS" in entries or str(entries.get("/S", "")) in _ACTIONS:
        raise FileRefused(Fault.SCRIPTS)
    if "/XFA" in entries:
        raise FileRefused(Fault.FORM_XFA)
    if "/JavaScript" in entries or str(entries.get("/Subtype", "")) in _SUBTYPES:
        raise FileRefused(Fault.SCRIPTS)
    if (
        "/EmbeddedFiles" in entries
        or "/EF" in entries
        or str(entries.get("/Type", "")) == "/EmbeddedFile"
        or str(entries.get("/Subtype", "")) == "/FileAttachment"
    ):
        raise FileRefused(Fault.ATTACHMENTS)
    for value in entries.values():
        if not getattr(value, "is_indirect", False):
            _look(value, depth + 1)
