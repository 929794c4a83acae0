"""Checking signatures, overriding a check, importing a list of issuers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.documents.actions.files import keep_made
from miara.documents.domain.kinds import FileKind
from miara.documents.errors import OverrideError, TrustListError
from miara.documents.models import SignatureCheck, StoredFile, TrustList
from miara.documents.queries.files import read_file
from miara.documents.queries.trust import anchors_of, trust_list_in_use
from miara.documents.signatures.anchors import NotTrustListError, read_anchors
from miara.documents.signatures.findings import SignatureFinding, Verdict
from miara.documents.signatures.verify import verify

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["check_signatures", "import_trust_list", "override_check"]


def check_signatures(
    *,
    file: StoredFile,
    detached: StoredFile | None = None,
    pesel: str = "",
    by: User | None,
    now: datetime,
    at: datetime | None = None,
) -> list[SignatureCheck]:
    """Verify the signatures of a kept file and write down what was found.

    The verifying itself is done before the transaction is opened.

    Parameters
    ----------
    file
        A signed PDF, or an XML file with XAdES signatures.
    detached
        The document that a separate signature file belongs to.
    pesel
        Number to compare with the signer's, e.g. of the head of the unit; only
        whether it agrees is kept.
    at
        Moment as of which certificates are judged, e.g. of the submission; ``now``
        when missing.

    Returns
    -------
    list[SignatureCheck]
        One for a signature, in the order of signing; empty when there is none.
    """
    trust_list = trust_list_in_use()
    findings = verify(
        read_file(file),
        detached=read_file(detached) if detached is not None else None,
        trust=anchors_of(trust_list),
        at=at or now,
        pesel=pesel,
    )
    with transaction.atomic():
        checks = SignatureCheck.objects.bulk_create(
            SignatureCheck(
                file=file,
                detached=detached,
                position=position,
                trust_list=trust_list,
                checked_at=now,
                **_facts(finding),
            )
            for position, finding in enumerate(findings, start=1)
        )
        audit.record(
            "documents.signatures_checked",
            by=by,
            at=now,
            target=file,
            after={"verdicts": [check.found_verdict for check in checks]},
        )
    return checks


@transaction.atomic
def override_check(
    *, check: SignatureCheck, verdict: Verdict, reason: str, by: User, now: datetime
) -> SignatureCheck:
    """Put an officer's result above the machine's, once, with a reason.

    Raises
    ------
    OverrideError
        Without a reason, or when the check was overridden already.
    """
    check = SignatureCheck.objects.select_for_update().get(pk=check.pk)
    if not reason.strip() or check.overridden_at is not None:
        raise OverrideError
    check.overridden_at, check.overridden_by = now, by
    check.override_verdict = Verdict(verdict).value
    check.override_reason = reason.strip()
    check.save(update_fields=sorted(SignatureCheck.OVERRIDE))
    audit.record(
        "documents.signature_overridden",
        by=by,
        at=now,
        target=check,
        parent=check.file,
        before={"verdict": check.found_verdict},
        after={"verdict": check.override_verdict},
    )
    return check


@transaction.atomic
def import_trust_list(
    *, content: bytes, name: str, dated: date, by: User | None, now: datetime
) -> TrustList:
    """Take a list of trusted issuers in: PEM certificates or the official XML list.

    From now on checks use it; checks made before keep the list they were made with.

    Raises
    ------
    TrustListError
        When the file holds no issuer.
    """
    try:
        anchors = read_anchors(content, name=name, dated=dated)
    except NotTrustListError as error:
        raise TrustListError(detail=str(error)[:200]) from error
    is_xml = b"-----BEGIN CERTIFICATE-----" not in content
    kind = FileKind.SIGNATURE if is_xml else FileKind.TEXT
    stored = keep_made(content=content, name=name, kind=kind, by=by, now=now)
    row = TrustList.objects.create(
        name=name,
        dated=dated,
        file=stored,
        sha256=stored.sha256,
        certificate_count=len(anchors.certificates) + len(anchors.stamps),
        kinds={key: kind.value for key, kind in anchors.kinds.items()},
        imported_at=now,
        imported_by=by,
    )
    audit.record(
        "documents.trust_list_imported",
        by=by,
        at=now,
        target=row,
        after={
            "name": name,
            "dated": dated.isoformat(),
            "count": row.certificate_count,
            "sha256": row.sha256,
        },
    )
    return row


def _facts(finding: SignatureFinding) -> dict[str, Any]:
    """Fields of a row from a finding."""
    return {
        "format": finding.format.value,
        "kind": finding.kind.value,
        "found_verdict": finding.verdict.value,
        "signer_name": finding.signer[:200],
        "certificate_name": finding.certificate_name[:200],
        "issuer": finding.issuer[:200],
        "claimed_at": finding.claimed_at,
        "stamped_at": finding.stamped_at,
        "covers_all": finding.covers_all,
        "reasons": [reason.value for reason in finding.reasons],
        "pesel_matches": finding.pesel_matches,
        "report": finding.report,
    }
