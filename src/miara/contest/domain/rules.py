"""The rules of an edition as data: what differs between years is here, not in code.

Defaults are ours where the real rules are not known; the texts made from them say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from miara.contest.domain.eligibility import EligibilityRules, Joint, PaperCounts
from miara.contest.domain.entrants import MUNICIPALITIES_AND_COUNTIES, EntrantKind

__all__ = [
    "CheckItem",
    "Discrepancy",
    "EditionRules",
    "EntryConditions",
    "FinalRules",
    "FormalRules",
    "MarkRules",
    "Publicity",
    "Signatory",
    "SignatureKind",
    "SignatureRules",
]

Text = dict[str, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryConditions(_Strict):
    """Who may enter, and with what: what does not change with the calendar."""

    lead_kinds: list[EntrantKind] = sorted(MUNICIPALITIES_AND_COUNTIES)
    partner_kinds: list[EntrantKind] = list(EntrantKind)
    joint: Joint = Joint.ALLOWED
    max_partners: int | None = Field(default=None, ge=0)
    max_per_unit: int | None = Field(default=None, ge=1)
    max_per_unit_and_domain: int | None = Field(default=None, ge=1)
    partners_count: bool = False
    implemented_from: date | None = None
    implemented_to: date | None = None
    months_before_announcement: int | None = Field(default=6, ge=0, le=120)
    paper_counts: PaperCounts | None = PaperCounts.POSTMARK
    population_year: int | None = None

    def on(
        self,
        announced_on: date,
        *,
        domains: Iterable[str] = (),
        paper_until: date | None = None,
    ) -> EligibilityRules:
        """The conditions of an edition announced on a day.

        Parameters
        ----------
        announced_on
            Day of the announcement, never moved by an extension.
        domains
            Codes of the domains of the edition.
        paper_until
            Last day for paper; nothing when the edition takes no paper.
        """
        return EligibilityRules(
            announced_on=announced_on,
            lead_kinds=frozenset(self.lead_kinds),
            partner_kinds=frozenset(self.partner_kinds),
            joint=self.joint,
            max_partners=self.max_partners,
            max_per_unit=self.max_per_unit,
            max_per_unit_and_domain=self.max_per_unit_and_domain,
            partners_count=self.partners_count,
            domains=frozenset(domains),
            implemented_from=self.implemented_from,
            implemented_to=self.implemented_to,
            months_before_announcement=self.months_before_announcement,
            paper_counts=self.paper_counts,
            paper_until=paper_until if self.paper_counts else None,
        )


class SignatureKind(StrEnum):
    """Ways to sign."""

    QUALIFIED = "QUALIFIED"
    TRUSTED = "TRUSTED"
    PERSONAL = "PERSONAL"
    PAPER = "PAPER"


class Signatory(StrEnum):
    """Whose signature is needed. Those that do not apply to an entry are not asked."""

    HEAD = "HEAD"
    PARTNER_HEADS = "PARTNER_HEADS"
    UNION_CHAIR = "UNION_CHAIR"
    BOARD = "BOARD"


class SignatureRules(_Strict):
    """Which signatures make an entry complete."""

    signatories: list[Signatory] = [Signatory.HEAD, Signatory.UNION_CHAIR]
    deputy_allowed: bool = True
    kinds: list[SignatureKind] = list(SignatureKind)
    needed_before_deadline: bool = True


class CheckItem(_Strict):
    """One line of the formal check."""

    code: str
    text: Text


class FormalRules(_Strict):
    """How entries are checked for completeness."""

    checklist: list[CheckItem] = [
        CheckItem(
            code="eligible",
            text={
                "pl": "Zgłasza uprawniona jednostka.",
                "en": "The applicant may take part.",
            },
        ),
        CheckItem(
            code="in_time",
            text={
                "pl": "Wniosek wpłynął w terminie.",
                "en": "The application came in time.",
            },
        ),
        CheckItem(
            code="signed",
            text={
                "pl": "Wniosek podpisały osoby uprawnione.",
                "en": "The persons entitled signed the application.",
            },
        ),
        CheckItem(
            code="on_theme",
            text={
                "pl": "Treść odpowiada tematowi i dziedzinie.",
                "en": "The content fits the theme and the domain.",
            },
        ),
        CheckItem(
            code="implemented",
            text={
                "pl": "Rozwiązanie wdrożono w wymaganym czasie.",
                "en": "The solution was in use long enough.",
            },
        ),
        CheckItem(
            code="complete",
            text={
                "pl": "Wypełniono wymagane pola i dołączono załączniki.",
                "en": "Required fields and attachments are there.",
            },
        ),
    ]
    supplement_days: int = Field(default=7, ge=1, le=90)
    second_pair_of_eyes: bool = True
    appeals: bool = False
    appeal_days: int = Field(default=7, ge=1, le=90)


class Discrepancy(StrEnum):
    """What follows when experts differ too much."""

    THIRD_EXPERT = "THIRD_EXPERT"
    CONSENSUS = "CONSENSUS"


Share = Annotated[Decimal, Field(ge=0, le=1)]


class MarkRules(_Strict):
    """How experts work. ``scale_total`` is what all criteria make together."""

    experts_per_entry: int = Field(default=2, ge=1, le=7)
    spare_per_cell: int = Field(default=1, ge=0, le=3)
    load_floor: int = Field(default=0, ge=0)
    load_ceiling: int = Field(default=30, ge=1)
    scale_total: Decimal = Decimal(100)
    discrepancy_share: Share = Decimal("0.25")
    discrepancy: Discrepancy = Discrepancy.THIRD_EXPERT
    blind: bool = False
    same_county_conflicts: bool = True


class FinalRules(_Strict):
    """Who becomes a finalist, and when a difference is too small to decide."""

    threshold: Decimal | None = Decimal(60)
    finalists_per_cell: int | None = Field(default=None, ge=1)
    tie_tolerance: Decimal = Decimal(0)
    certain_from: Share = Decimal("0.7")
    visits: bool = True


class Publicity(_Strict):
    """What the edition makes public; shown in its rules."""

    entries: bool = True
    entry_count: bool = True
    jurors: bool = True
    recusals: bool = True
    marks_of_laureates: bool = False
    justifications: bool = True
    cost: Decimal | None = None


class EditionRules(_Strict):
    """Everything about an edition that a regulation would say in numbers.

    ``zone``: the hours of a contest of Polish local governments are Polish time, as all
    its texts say; no other value is taken, so that text and rule cannot contradict.
    ``personal_days``: how long data about persons are kept after the file is closed.
    """

    zone: Literal["Europe/Warsaw"] = "Europe/Warsaw"
    conditions: EntryConditions = EntryConditions()
    signatures: SignatureRules = SignatureRules()
    formal: FormalRules = FormalRules()
    marks: MarkRules = MarkRules()
    finals: FinalRules = FinalRules()
    publicity: Publicity = Publicity()
    attachment_limit_mb: int = Field(default=20, ge=1, le=500)
    attachments_total_mb: int = Field(default=100, ge=1, le=2000)
    grace_minutes: int = Field(default=0, ge=0, le=120)
    personal_days: int = Field(default=1825, ge=30, le=36500)
