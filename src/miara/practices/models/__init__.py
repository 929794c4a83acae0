"""Tables of the base."""

from miara.practices.models.addresses import FormerAddress
from miara.practices.models.adoptions import Adoption, AdoptionAim
from miara.practices.models.card import (
    PracticeCard,
    PublishedAsideError,
    by_an_action,
)
from miara.practices.models.life import PracticeContact, PracticeLife, PracticeQuestion
from miara.practices.models.meetings import MeetingGuest, PracticeMeeting
from miara.practices.models.moving import MovedRow
from miara.practices.models.parts import (
    PracticeAward,
    PracticeCost,
    PracticeFile,
    PracticePartner,
    PracticeResult,
)
from miara.practices.models.proposals import PracticeProposal
from miara.practices.models.use import AskedAuthor, FollowedSearch, KeptCard

__all__ = [
    "Adoption",
    "AdoptionAim",
    "AskedAuthor",
    "FollowedSearch",
    "FormerAddress",
    "KeptCard",
    "MeetingGuest",
    "MovedRow",
    "PracticeAward",
    "PracticeCard",
    "PracticeContact",
    "PracticeCost",
    "PracticeFile",
    "PracticeLife",
    "PracticeMeeting",
    "PracticePartner",
    "PracticeProposal",
    "PracticeQuestion",
    "PracticeResult",
    "PublishedAsideError",
    "by_an_action",
]
