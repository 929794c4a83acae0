"""Files handed in through the site: kept aside until they are imported."""

import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.indicators.domain.uploads import (
    ACCEPTED,
    MOST_BYTES,
    Refusal,
    check_content,
    safe_name,
)

#: A file nobody imported goes away after this long.
KEPT_FOR = timedelta(days=7)
REASONS = {
    "empty": _("The file is empty."),
    "suffix": _("Files of this kind are not imported. Accepted are: %(accepted)s."),
    "too_large": _("The file is larger than %(limit)s MB."),
    "content": _(
        "The content of the file is not what its name says. Send the original file, "
        "without renaming it."
    ),
    "unpacked": _("The file is small, but unpacks to more than is accepted."),
}


class UploadRefused(MiaraError):
    """The file may not be imported."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """What is wrong with the file."""
        return str(REASONS[self.reason]) % {
            "accepted": ", ".join(ACCEPTED),
            "limit": MOST_BYTES // 1_000_000,
        }


class UploadGone(MiaraError):
    """The file was imported or erased in the meantime."""

    sentence = _("The file is no longer here. Send it again.")


def incoming() -> Path:
    """Where files wait; outside everything that is served."""
    return settings.UPLOADS_DIR / "incoming"


def receive_upload(
    *, name: str, chunks: Iterable[bytes], by: object | None, now: datetime
) -> str:
    """Write a file piece by piece and check what it is.

    Returns
    -------
    str
        The token by which it is found again.

    Raises
    ------
    UploadRefused
        When it is too large, empty or not what its name says; nothing is kept.
    """
    token = secrets.token_hex(16)
    folder = incoming() / token
    folder.mkdir(parents=True)
    path = folder / safe_name(name)
    try:
        _write(path, chunks)
        check_content(path)
    except Refusal as refusal:
        shutil.rmtree(folder, ignore_errors=True)
        raise UploadRefused(refusal.reason) from refusal
    with transaction.atomic():
        audit.record(
            "indicators.upload.received",
            by=by,
            at=now,
            after={"file": path.name, "bytes": path.stat().st_size},
        )
    return token


def upload_path(token: str) -> Path:
    """The waiting file of a token.

    Raises
    ------
    UploadGone
        When there is none.
    """
    if not (token.isascii() and token.isalnum()):
        raise UploadGone
    found = list((incoming() / token).glob("*"))
    if len(found) != 1:
        raise UploadGone
    return found[0]


def forget_upload(token: str) -> None:
    """Erase a waiting file; nothing happens when it is gone."""
    if token.isascii() and token.isalnum():
        shutil.rmtree(incoming() / token, ignore_errors=True)


def erase_old_uploads(*, now: datetime) -> int:
    """Erase files that nobody imported; how many there were."""
    erased = 0
    for folder in incoming().glob("*"):
        age = now.timestamp() - folder.stat().st_mtime
        if age > KEPT_FOR.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)
            erased += 1
    return erased


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise Refusal("too_large")
            file.write(chunk)
