"""What is known about one signature after it was verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = ["Format", "Reason", "SignatureFinding", "SignatureKind", "Verdict"]


class Format(StrEnum):
    """Family of the signature."""

    PADES = "PADES"
    XADES_ENVELOPED = "XADES_ENVELOPED"
    XADES_ENVELOPING = "XADES_ENVELOPING"
    XADES_DETACHED = "XADES_DETACHED"
    UNKNOWN = "UNKNOWN"


class SignatureKind(StrEnum):
    """What kind of signature it says it is; only a trusted issuer makes it so."""

    QUALIFIED = "QUALIFIED"
    TRUSTED = "TRUSTED"
    PERSONAL = "PERSONAL"
    SEAL = "SEAL"
    UNKNOWN = "UNKNOWN"


class Verdict(StrEnum):
    """The result for an officer."""

    INTACT_TRUSTED = "INTACT_TRUSTED"
    INTACT_ISSUER_UNKNOWN = "INTACT_ISSUER_UNKNOWN"
    ALTERED = "ALTERED"
    #: Nothing can be said: an unusual form. Neither intact nor altered.
    NOT_VERIFIED = "NOT_VERIFIED"


class Reason(StrEnum):
    """Why the verdict is what it is, and what was not looked at."""

    CONTENT_CHANGED = "CONTENT_CHANGED"
    CHANGED_AFTER_SIGNING = "CHANGED_AFTER_SIGNING"
    FILLED_AFTER_SIGNING = "FILLED_AFTER_SIGNING"
    SIGNATURE_FALSE = "SIGNATURE_FALSE"
    OTHER_FILE = "OTHER_FILE"
    FILE_MISSING = "FILE_MISSING"
    PART_ONLY = "PART_ONLY"
    WEAK_ALGORITHM = "WEAK_ALGORITHM"
    UNUSUAL_TRANSFORM = "UNUSUAL_TRANSFORM"
    UNREADABLE = "UNREADABLE"
    NO_CERTIFICATE = "NO_CERTIFICATE"
    NO_TRUST_LIST = "NO_TRUST_LIST"
    ISSUER_NOT_ON_LIST = "ISSUER_NOT_ON_LIST"
    CERTIFICATE_EXPIRED = "CERTIFICATE_EXPIRED"
    CERTIFICATE_NOT_YET_VALID = "CERTIFICATE_NOT_YET_VALID"
    CERTIFICATE_REVOKED = "CERTIFICATE_REVOKED"
    TIMESTAMP_UNPROVEN = "TIMESTAMP_UNPROVEN"
    TIME_CLAIMED_ONLY = "TIME_CLAIMED_ONLY"
    CLAIMED_IN_THE_FUTURE = "CLAIMED_IN_THE_FUTURE"
    SIGNED_MORE_LATER = "SIGNED_MORE_LATER"
    PERSON_FROM_SIGNED_DATA = "PERSON_FROM_SIGNED_DATA"
    PERSON_NOT_FOUND = "PERSON_NOT_FOUND"
    REVOCATION_NOT_CHECKED = "REVOCATION_NOT_CHECKED"


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One signature.

    Attributes
    ----------
    signer
        Name of the person; for a trusted signature from the signed data, else from
        the certificate. Empty when unknown.
    certificate_name
        Common name in the certificate; for a trusted signature it is the ministry's.
    claimed_at
        Moment that the signer's program wrote; proves nothing.
    stamped_at
        Moment of a timestamp from a trusted authority, else None.
    covers_all
        Whether all of the document (for the earlier of several signatures: all of the
        document as it was then) is signed.
    pesel_matches
        Whether the number that was asked about is in the signature; None when
        nothing was asked or the signature holds no number. The number itself never
        leaves the verifier.
    report
        Facts for a machine: plain JSON values, no number of a person.
    """

    format: Format
    kind: SignatureKind
    verdict: Verdict
    signer: str = ""
    certificate_name: str = ""
    issuer: str = ""
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    covers_all: bool = False
    reasons: tuple[Reason, ...] = ()
    pesel_matches: bool | None = None
    report: dict[str, object] = field(default_factory=dict)

    @property
    def signed_at(self) -> datetime | None:
        """The best known moment; `stamped_at` tells whether it is proven."""
        return self.stamped_at or self.claimed_at
