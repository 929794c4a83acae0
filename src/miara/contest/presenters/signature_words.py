"""Words about signatures of an application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.contest.domain.rules import Signatory
from miara.contest.models import EntrySignature
from miara.contest.presenters.entry_words import unit_name
from miara.contest.queries.signatures import Flaw, Needed
from miara.documents import public as documents
from miara.language import fold
from miara.organisations import public as organisations

__all__ = ["FLAWS", "check_lines", "head_name", "signatory_text"]

FLAWS: Final[Mapping[Flaw, Promise]] = {
    Flaw.OUTDATED: gettext_lazy(
        "The application was changed after it was signed. Download it and sign it "
        "again."
    ),
    Flaw.ALTERED: gettext_lazy(
        "The signed document was changed after it was signed, or the signature is "
        "false. Sign the document again, or ask the office to look at it."
    ),
    Flaw.NOT_VERIFIED: gettext_lazy(
        "This form of signature could not be checked. Sign as PAdES, or ask the office "
        "to look at it."
    ),
    Flaw.SEAL: gettext_lazy(
        "This is a seal of a body; a signature of a person is needed."
    ),
    Flaw.KIND: gettext_lazy("This edition does not take this kind of signature."),
    Flaw.NO_AUTHORISATION: gettext_lazy("The authorisation of the deputy is missing."),
}


def signatory_text(row: Needed) -> str:
    """Whose signature is needed."""
    match row.signatory:
        case Signatory.UNION_CHAIR:
            return _("Chair of the union")
        case Signatory.BOARD:
            return _("Board of the association")
        case _:
            return _("Head of the unit: %(unit)s") % {"unit": unit_name(row.unit_uid)}


def head_name(row: Needed) -> tuple[str, str]:
    """Name and office of the head from the directory; empty where it knows none."""
    head = organisations.heads_of([row.unit_uid]).get(row.unit_uid)
    return (head.full_name, head.office_title) if head else ("", "")


def check_lines(signature: EntrySignature) -> list[str]:
    """What the check of a signature found, a sentence each."""
    if signature.method == EntrySignature.Method.PAPER:
        return [_("Signed on paper.")]
    check = signature.check_result
    if check is None:
        return []
    lines = [documents.verdict_text(check.found_verdict).capitalize() + "."]
    if check.overridden_at is not None:
        lines.append(
            _("The office decided: %(verdict)s. Reason: %(reason)s")
            % {
                "verdict": documents.verdict_text(check.verdict),
                "reason": check.override_reason,
            }
        )
    lines += [documents.reason_text(reason) for reason in check.reasons]
    if check.signer_name and not _same_person(check.signer_name, signature.full_name):
        lines.append(
            _("The signature says %(signer)s, the application says %(named)s.")
            % {"signer": check.signer_name, "named": signature.full_name}
        )
    if not signature.is_exact:
        lines.append(
            _(
                "The signing program wrote the document anew. Its hash is ours; the "
                "office compares the content."
            )
        )
    return lines


def _same_person(one: str, other: str) -> bool:
    return set(fold(one).split()) == set(fold(other).split())
