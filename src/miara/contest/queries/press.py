"""Packages for the press: the ciphertext for everybody, the key after the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from miara.contest.domain.sealing import unseal
from miara.contest.models import Edition, PressPackage, Release
from miara.contest.queries.results import results_of
from miara.documents import public as documents

__all__ = ["Offered", "content_of_package", "packages_of"]


@dataclass(frozen=True, slots=True)
class Offered:
    """The newest package of a stage; ``key`` is empty before the release."""

    stage: str
    stage_name: str
    sha256: str
    size: int
    made_at: datetime
    file: documents.StoredFile
    key: str


def packages_of(edition: Edition, *, now: datetime) -> list[Offered]:
    """What journalists may fetch now."""
    found: list[Offered] = []
    for stage in Release.Stage:
        package = _newest(edition, stage)
        if package is None:
            continue
        out = results_of(edition, now=now, stage=stage) is not None
        found.append(
            Offered(
                stage,
                str(stage.label),
                package.sha256,
                package.sealed.size,
                package.made_at,
                package.sealed,
                bytes(package.key).hex() if out else "",
            )
        )
    return found


def content_of_package(edition: Edition, stage: str, *, now: datetime) -> bytes | None:
    """The open package after the release; None before it or where there is none."""
    if results_of(edition, now=now, stage=stage) is None:
        return None
    package = _newest(edition, stage)
    if package is None:
        return None
    return unseal(documents.read_file(package.sealed), bytes(package.key))


def _newest(edition: Edition, stage: str) -> PressPackage | None:
    return (
        PressPackage.objects.filter(edition=edition, stage=stage)
        .select_related("sealed")
        .order_by("-made_at", "-pk")
        .first()
    )
