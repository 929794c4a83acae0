"""A copy of a file without what it says of its author beside its content.

Programs and cameras write names, firms, places and serial numbers into a file. Readers
who must not know whose file it is get a copy; what is kept stays as it was sent.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, Final

import pikepdf
from PIL import Image, ImageOps

from miara.documents.domain.contents.faults import Fault, FileRefused
from miara.documents.domain.kinds import FileKind

__all__ = ["anonymous"]

_PICTURES: Final[dict[FileKind, tuple[str, dict[str, Any]]]] = {
    FileKind.JPEG: ("JPEG", {"quality": 92, "comment": b""}),
    FileKind.PNG: ("PNG", {}),
    FileKind.WEBP: ("WEBP", {"quality": 92}),
}
_PACKAGES = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.ODS})
#: Kinds that hold their text and nothing beside it.
_BARE = frozenset({FileKind.TEXT, FileKind.CSV})
#: What colours need; the rest of what a picture carries is left out.
_OF_COLOURS = ("icc_profile", "transparency", "gamma")
#: Parts of office files that are about the file and not of it.
_ABOUT = re.compile(r"^(docProps/(core|app|custom)\.xml|meta\.xml)$")
_PREVIEW = re.compile(r"^(docProps/thumbnail\.|Thumbnails/.)")
#: How the package names its preview, in `_rels/.rels` and `META-INF/manifest.xml`.
_NAMES_PREVIEW = re.compile(
    rb"<(?:Relationship|manifest:file-entry)\b[^>]*(?:metadata/thumbnail|Thumbnails/.)"
    rb"[^>]*/>"
)
_TEXTS_ABOUT = re.compile(
    rb"(<(?:dc:(?:creator|title|subject|description)|cp:(?:lastModifiedBy|keywords"
    rb"|category)|meta:(?:initial-creator|printed-by|keyword|user-defined)"
    rb"|Company|Manager|HyperlinkBase|vt:lpwstr)(?:\s[^>]*)?>)[^<]*(?=</)"
)
#: Who commented or changed what, inside the text itself.
_PEOPLE_INSIDE = re.compile(
    rb"((?:w|w15):(?:author|initials|userId)=)(\"[^\"]*\"|'[^']*')"
)
_AUTHORS_INSIDE = re.compile(
    rb"(<(?:dc:creator|meta:creator-initials|loext:sender-initials|author)"
    rb"(?:\s[^>]*)?>)[^<]*(?=</)"
)


def anonymous(content: bytes, kind: FileKind) -> bytes:
    """The content without data about its author.

    Text and pixels stay, so a name that stands on a page or in a picture stays too.

    Raises
    ------
    FileRefused
        DAMAGED when the file cannot be taken apart, NOT_ACCEPTED when nobody here knows
        what else such a file says.
    """
    if kind in _BARE:
        return content
    try:
        if kind in _PICTURES:
            return _picture(content, kind)
        if kind is FileKind.PDF:
            return _pdf(content)
        if kind in _PACKAGES:
            return _package(content)
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error) as error:
        raise FileRefused(Fault.DAMAGED) from error
    except (pikepdf.PdfError, zipfile.BadZipFile) as error:
        raise FileRefused(Fault.DAMAGED) from error
    raise FileRefused(Fault.NOT_ACCEPTED)


def _picture(content: bytes, kind: FileKind) -> bytes:
    """The pixels alone, turned as the camera said they should be seen."""
    name, options = _PICTURES[kind]
    with Image.open(io.BytesIO(content), formats=[name]) as opened:
        picture = ImageOps.exif_transpose(opened)
        picture.load()
        for key in set(picture.info).difference(_OF_COLOURS):
            del picture.info[key]
    written = io.BytesIO()
    picture.save(written, name, **options)
    return written.getvalue()


def _pdf(content: bytes) -> bytes:
    """Without its description, those of its parts, and names of who annotated."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for thing in document.objects:
            _leave_out(_entries(thing), ("/Metadata", "/PieceInfo", "/LastModified"))
        for page in document.pages:
            for note in page.obj.get("/Annots", []):
                # Under /T a field of a form has its name, every other its author.
                if isinstance(note, pikepdf.Dictionary) and "/FT" not in note:
                    _leave_out(note, ("/T",))
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _leave_out(entries: pikepdf.Dictionary | None, keys: tuple[str, ...]) -> None:
    for key in keys:
        if entries is not None and key in entries:
            del entries[key]


def _entries(thing: object) -> pikepdf.Dictionary | None:
    if isinstance(thing, pikepdf.Stream):
        return thing.stream_dict
    return thing if isinstance(thing, pikepdf.Dictionary) else None


def _package(content: bytes) -> bytes:
    """The same parts in the same order; those about the file emptied of names."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for part in old.infolist():
            if _PREVIEW.match(part.filename):
                continue
            data = old.read(part)
            if part.filename in {"_rels/.rels", "META-INF/manifest.xml"}:
                data = _NAMES_PREVIEW.sub(b"", data)
            elif part.filename.endswith(".xml"):
                if _ABOUT.match(part.filename):
                    data = _TEXTS_ABOUT.sub(rb"\1", data)
                data = _AUTHORS_INSIDE.sub(rb"\1", data)
                data = _PEOPLE_INSIDE.sub(rb'\1""', data)
            plain = zipfile.ZipInfo(part.filename)
            plain.compress_type = part.compress_type
            new.writestr(plain, data)
    return written.getvalue()
