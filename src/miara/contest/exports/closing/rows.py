"""Small things that all parts of the package share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localtime

from miara.contest.domain.closing.bag import BagWriter
from miara.contest.domain.closing.layout import ascii_name
from miara.core.localized import Localized
from miara.documents import public as documents
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.contest.models import Edition
    from miara.core.progress import Progress
    from miara.documents.public import StoredFile

__all__ = ["Package", "hour", "name_of", "polish"]


@dataclass(slots=True)
class Package:
    """The package being written, and what every part needs to know.

    ``missing`` collects kept files that could not be put in: path and reason.
    """

    bag: BagWriter
    edition: Edition
    now: datetime
    progress: Progress
    missing: list[tuple[str, str]] = field(default_factory=list)
    _units: dict[str, str] = field(default_factory=dict)

    def keep(self, path: str, file: StoredFile | None) -> str:
        """Put a kept file under a path without ending; gives the whole path.

        Empty when there is no file or its content is gone, which is written down.
        """
        if file is None:
            return ""
        known = ascii_name(file.name or f"plik.{file.kind.lower()}")
        whole = f"{path}-{known}"
        try:
            content = documents.read_file(file)
        except documents.DocumentsError as error:
            self.missing.append((whole, error.for_people()))
            return ""
        except OSError:
            self.missing.append((whole, "nie ma treści na dysku lub jest zmieniona"))
            return ""
        self.bag.add(whole, content)
        return whole

    def learn_units(self, uids: set[str]) -> None:
        """Read names of many units at once."""
        wanted = {uid for uid in uids if uid} - self._units.keys()
        for uid, facts in units.units_by_uid(wanted).items():
            self._units[uid] = facts.full_name

    def unit(self, uid: str) -> str:
        """Name of a unit learnt before; its uid when the register lost it."""
        return self._units.get(uid, uid)


def hour(moment: datetime | None) -> str:
    """A moment with its zone, local to Poland, to the second; empty when None."""
    return "" if moment is None else localtime(moment).isoformat(timespec="seconds")


def polish(text: object) -> str:
    """The Polish wording of a text in two languages."""
    return "" if not text else Localized.of(text).in_language("pl")  # type: ignore[arg-type]


def name_of(user: User | None) -> str:
    """Whose act it was; a number when the account has no name."""
    return "" if user is None else user.full_name or f"konto {user.pk}"


def one(row: object, name: str) -> Iterator[object]:
    """The row on the other side of a one-to-one relation, if it is there."""
    try:
        yield getattr(row, name)
    except ObjectDoesNotExist:
        return
