"""Models of the context."""

from miara.contest.models.assessment import (
    Assignment,
    AssignmentPlan,
    ConsensusNote,
    Mark,
    PairWish,
    PanelSeat,
)
from miara.contest.models.calendar import EditionChange, Extension, Milestone
from miara.contest.models.card import EntryCard
from miara.contest.models.closing import EntryReading, Feedback
from miara.contest.models.dossier import Dossier
from miara.contest.models.edition import Contest, Edition, Organiser, Patron
from miara.contest.models.entry import Entry, EntryPartner
from miara.contest.models.expert import Conflict, Declaration, Expert, ExpertDomain
from miara.contest.models.formal import Appeal, FormalCheck, SupplementCall
from miara.contest.models.jury import Award, Juror, JuryMeeting, Recusal
from miara.contest.models.past import PastEdition, PastResult
from miara.contest.models.results import Diploma, PressPackage, Release
from miara.contest.models.structure import (
    Cell,
    Criterion,
    DomainArea,
    Group,
    TitleKind,
)
from miara.contest.models.texts import Approval, EditionText, PublicQuestion
from miara.contest.models.version import (
    EntrySignature,
    EntryVersion,
    PaperCopy,
    SigningCopy,
)
from miara.contest.models.visit import SiteVisit, VisitFile, Visitor

__all__ = [
    "Appeal",
    "Approval",
    "Assignment",
    "AssignmentPlan",
    "Award",
    "Cell",
    "Conflict",
    "ConsensusNote",
    "Contest",
    "Criterion",
    "Declaration",
    "Diploma",
    "DomainArea",
    "Dossier",
    "Edition",
    "EditionChange",
    "EditionText",
    "Entry",
    "EntryCard",
    "EntryPartner",
    "EntryReading",
    "EntrySignature",
    "EntryVersion",
    "Expert",
    "ExpertDomain",
    "Extension",
    "Feedback",
    "FormalCheck",
    "Group",
    "Juror",
    "JuryMeeting",
    "Mark",
    "Milestone",
    "Organiser",
    "PairWish",
    "PanelSeat",
    "PaperCopy",
    "PastEdition",
    "PastResult",
    "Patron",
    "PressPackage",
    "PublicQuestion",
    "Recusal",
    "Release",
    "SigningCopy",
    "SiteVisit",
    "SupplementCall",
    "TitleKind",
    "VisitFile",
    "Visitor",
]
