"""Which signatures an application needs and which it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miara.contest.domain.rules import Signatory, SignatureKind
from miara.contest.models import Entry, EntrySignature
from miara.documents import public as documents
from miara.organisations.public import Organisation

__all__ = ["Flaw", "Needed", "flaw_of", "needed_signatures", "signatures_of"]

_INTACT = {
    documents.Verdict.INTACT_TRUSTED,
    documents.Verdict.INTACT_ISSUER_UNKNOWN,
}


class Flaw(StrEnum):
    """Why a signature that was given does not count."""

    OUTDATED = "OUTDATED"
    ALTERED = "ALTERED"
    NOT_VERIFIED = "NOT_VERIFIED"
    SEAL = "SEAL"
    KIND = "KIND"
    NO_AUTHORISATION = "NO_AUTHORISATION"


@dataclass(frozen=True, slots=True)
class Needed:
    """A signature that the edition asks for, and the one given, if any.

    Attributes
    ----------
    signatory : Signatory
    unit_uid : str
        Unit whose head signs; empty for a union or a board.
    given : EntrySignature or None
        The newest one that counts: under the present content and sound.
    outdated : EntrySignature or None
        The newest one that does not count, when none does.
    flaw : Flaw or None
        Why ``outdated`` does not count.
    """

    signatory: Signatory
    unit_uid: str
    given: EntrySignature | None
    outdated: EntrySignature | None
    flaw: Flaw | None = None


def signatures_of(entry: Entry) -> list[EntrySignature]:
    """Signatures in force with their checks, oldest first. One query."""
    rows = entry.signatures.filter(removed_at=None)
    rows = rows.select_related("check_result", "file", "authorisation")
    return list(rows.order_by("added_at", "pk"))


def needed_signatures(entry: Entry, sha256: str) -> list[Needed]:
    """Every signature needed for a content, given or not. Three queries at most.

    Parameters
    ----------
    sha256
        Hash of the content that is to be submitted.
    """
    rules = entry.edition.settings.signatures
    asked = rules.signatories
    slots: list[tuple[Signatory, str]] = []
    if Signatory.HEAD in asked:
        slots.append((Signatory.HEAD, entry.unit_uid))
    if Signatory.PARTNER_HEADS in asked:
        slots += [
            (Signatory.PARTNER_HEADS, uid)
            for uid in entry.partners.exclude(unit_uid="")
            .order_by("position", "pk")
            .values_list("unit_uid", flat=True)
        ]
    if entry.union is not None:
        is_union = entry.union.kind == Organisation.Kind.MUNICIPAL_UNION
        leader = Signatory.UNION_CHAIR if is_union else Signatory.BOARD
        slots += [(leader, "")] if leader in asked else []
    if not slots:
        return []
    present = signatures_of(entry)
    kinds = frozenset(rules.kinds)
    return [_needed(who, uid, present, sha256, kinds) for who, uid in slots]


def flaw_of(
    row: EntrySignature, sha256: str, kinds: frozenset[SignatureKind]
) -> Flaw | None:
    """Why a signature does not count for a content; None when it does.

    A kind that no list of issuers tells is let through: the office looks at it.
    """
    if row.sha256 != sha256:
        return Flaw.OUTDATED
    if row.is_deputy and row.authorisation is None:
        return Flaw.NO_AUTHORISATION
    if row.method == EntrySignature.Method.PAPER or row.check_result is None:
        return None
    return _flaw_of_check(row.check_result, kinds)


def _flaw_of_check(
    check: documents.SignatureCheck, kinds: frozenset[SignatureKind]
) -> Flaw | None:
    if check.verdict not in _INTACT:
        altered = check.verdict == documents.Verdict.ALTERED
        return Flaw.ALTERED if altered else Flaw.NOT_VERIFIED
    if check.overridden_at is not None or check.kind == documents.SignatureKind.UNKNOWN:
        return None
    if check.kind == documents.SignatureKind.SEAL:
        return Flaw.SEAL
    return None if SignatureKind(check.kind) in kinds else Flaw.KIND


def _needed(
    who: Signatory,
    uid: str,
    present: list[EntrySignature],
    sha256: str,
    kinds: frozenset[SignatureKind],
) -> Needed:
    own = [row for row in present if row.signatory == who and row.unit_uid == uid]
    flaws = [(row, flaw_of(row, sha256, kinds)) for row in own]
    valid = [row for row, flaw in flaws if flaw is None]
    if valid or not flaws:
        return Needed(who, uid, valid[-1] if valid else None, None)
    row, flaw = flaws[-1]
    return Needed(who, uid, None, row, flaw)
