"""Loading a list of the classification for a unit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.guards import allow
from miara.budget.domain.dictionary import CodeKind
from miara.budget.domain.findings import Finding, stops
from miara.budget.domain.readers.codes import read_codes
from miara.budget.models import ClassificationCode
from miara.budget.permissions import can_keep

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["load_codes"]


def load_codes(
    unit_uid: str, kind: CodeKind, content: bytes, *, by: User | None, now: datetime
) -> tuple[int, tuple[Finding, ...]]:
    """Replace one list of a unit by the codes of a file.

    Returns
    -------
    tuple
        Number of codes loaded, 0 when a finding stopped the file; and the findings.
    """
    allow(can_keep(by, unit_uid) if by else None)
    codes, findings = read_codes(content, kind)
    if stops(findings):
        return 0, findings
    with transaction.atomic():
        rows = ClassificationCode.objects.filter(unit_uid=unit_uid, kind=kind.value)
        rows.delete()
        ClassificationCode.objects.bulk_create(
            [
                ClassificationCode(
                    unit_uid=unit_uid,
                    kind=code.kind.value,
                    code=code.code,
                    name=code.name,
                    since=code.since,
                    until=code.until,
                    act=code.act,
                    successors=list(code.successors),
                )
                for code in codes
            ],
            batch_size=1_000,
        )
        after = {"list": kind.value, "count": len(codes), "unit": unit_uid}
        audit.record("budget.codes_loaded", by=by, at=now, after=after)
    return len(codes), findings
