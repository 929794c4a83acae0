"""PDF documents from templates in Typst.

Data reach a template as JSON, so nothing that a person typed is ever read as markup.
A document is set in an empty folder of its own, which is all that the template can
see: its text, the house template ``miara.typ``, ``data.json`` and the given files. No
package is fetched.

Typst runs inside the process: a page takes about ten milliseconds, a process of its
own twelve times as much. It does not hold the interpreter's lock, so a document that
takes too long is given up while its thread comes to an end by itself.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog
import typst
from django.db import transaction

from miara.documents.errors import TypesettingError

__all__ = ["LIMIT_SECONDS", "STANDARD", "typeset"]

log = structlog.get_logger(__name__)

LIMIT_SECONDS = 20.0
#: Tagged and accessible: refused by Typst itself when a picture has no description.
STANDARD: Final = "ua-1"
HOUSE = Path(__file__).parent / "typst" / "miara.typ"
_RESERVED = {"main.typ", "miara.typ", "data.json"}


def typeset(
    template: Path | str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str,
    files: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
    limit_seconds: float = LIMIT_SECONDS,
) -> bytes:
    """Set a document as tagged PDF/UA-1.

    Parameters
    ----------
    template
        Path of a ``.typ`` file, or its text. It begins with
        ``#import "/miara.typ": *`` and ``#let data = json("/data.json")``.
    data
        Values for the template: text, numbers, dates, lists, mappings, None.
    title
        Title of the document, as viewers show it; the template finds it, with the
        language, in ``data._document``.
    language
        ``pl`` or ``en``.
    files
        Pictures that the template names, e.g. ``{"logo.svg": b"…"}``.
    made_at
        Moment written into the document; equal input then gives equal bytes.

    Raises
    ------
    TypesettingError
        When it cannot be set, or not in time; the log says where.
    RuntimeError
        Inside a transaction that holds locks: a document is set before or after.
    """
    if _in_transaction():
        msg = "typeset() inside a transaction would hold its locks; call it outside"
        raise RuntimeError(msg)
    values = {**data, "_document": {"title": title, "language": language}}
    with TemporaryDirectory(prefix="miara-typst-") as folder:
        root = Path(folder)
        _lay_out(root, template, values, files or {})
        return _set_in_time(root, made_at, limit_seconds)


def _in_transaction() -> bool:
    """Whether a transaction is open, other than the one around a test."""
    blocks = transaction.get_connection().atomic_blocks
    return any(not block._from_testcase for block in blocks)


def _lay_out(
    root: Path,
    template: Path | str,
    values: Mapping[str, Any],
    files: Mapping[str, bytes],
) -> None:
    is_path = isinstance(template, Path) or (
        template.endswith(".typ") and "\n" not in template
    )
    source = Path(template).read_text(encoding="utf-8") if is_path else str(template)
    (root / "main.typ").write_text(source, encoding="utf-8")
    (root / "miara.typ").write_bytes(HOUSE.read_bytes())
    text = json.dumps(values, ensure_ascii=False, default=_plain, allow_nan=False)
    (root / "data.json").write_text(text, encoding="utf-8")
    for name, content in files.items():
        if PurePosixPath(name).name != name or name in _RESERVED:
            msg = f"{name!r} is not a plain name of a file"
            raise ValueError(msg)
        (root / name).write_bytes(content)


def _set_in_time(root: Path, made_at: datetime | None, limit: float) -> bytes:
    done: list[bytes] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            done.append(
                typst.compile(
                    root / "main.typ",
                    root=root,
                    font_paths=_fonts(),
                    pdf_standards=[STANDARD],
                    package_path=root,
                    package_cache_path=root,
                    timestamp=made_at and _whole_second(made_at),
                )
            )
        except Exception as error:  # told to the waiting thread
            failed.append(error)

    thread = threading.Thread(target=work, name="typst", daemon=True)
    thread.start()
    thread.join(limit)
    if done:
        return done[0]
    if failed:
        error = failed[0]
        log.error("documents.typesetting_failed", detail=_where(error))
        raise TypesettingError from error
    log.error("documents.typesetting_too_slow", seconds=limit)
    raise TypesettingError


def _whole_second(moment: datetime) -> datetime:
    """As Typst takes it: in UTC, without a part of a second."""
    return moment.astimezone(UTC).replace(microsecond=0)


@cache
def _fonts() -> typst.Fonts:
    """Typst's own letters and Roboto; never those of the machine, which differ."""
    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(path) for path in _font_folders()]
    )


def _font_folders() -> list[Path]:
    import font_roboto

    return [Path(font_roboto.__file__).parent / "files"]


def _where(error: Exception) -> str:
    """What Typst says, without the values: they may be personal."""
    return str(getattr(error, "message", "") or type(error).__name__)[:300]


def _plain(value: object) -> object:
    """JSON of what Python's own encoder does not know."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "__str__") and type(value).__name__ == "__proxy__":
        return str(value)  # a lazy translation
    msg = f"{type(value).__name__} cannot be handed to a template"
    raise TypeError(msg)
