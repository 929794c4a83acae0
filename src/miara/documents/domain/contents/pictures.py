"""Pictures: whole, and not larger than a page of print needs."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from miara.documents.domain.contents.faults import Fault, FileRefused
from miara.documents.domain.kinds import FileKind

__all__ = ["LONGEST_SIDE", "MOST_PIXELS", "inspect_picture"]

LONGEST_SIDE = 12_000
MOST_PIXELS = 60_000_000
_FORMATS = {
    FileKind.JPEG: "JPEG",
    FileKind.PNG: "PNG",
    FileKind.WEBP: "WEBP",
}


def inspect_picture(content: bytes, kind: FileKind) -> None:
    """Read the header of a picture, never its pixels.

    Raises
    ------
    FileRefused
        DAMAGED, or PICTURE_TOO_BIG with ``width``, ``height``, ``limit``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
                width, height = picture.size
                picture.verify()
    except Image.DecompressionBombError as error:
        raise FileRefused(Fault.PICTURE_TOO_BIG, limit=LONGEST_SIDE) from error
    # Pillow reports damage by whatever its parser stumbles over.
    except (OSError, SyntaxError, ValueError, IndexError, EOFError) as error:
        raise FileRefused(Fault.DAMAGED) from error
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise FileRefused(Fault.PICTURE_TOO_BIG, limit=LONGEST_SIDE)
    if kind is FileKind.JPEG and b"\xff\xd9" not in content[-4096:]:
        raise FileRefused(Fault.DAMAGED)
