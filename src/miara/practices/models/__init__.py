"""Tables of the base."""

from miara.practices.models.addresses import FormerAddress
from miara.practices.models.card import PracticeCard
from miara.practices.models.life import PracticeContact, PracticeLife, PracticeQuestion
from miara.practices.models.moving import MovedRow
from miara.practices.models.parts import (
    PracticeAward,
    PracticeCost,
    PracticeFile,
    PracticePartner,
    PracticeResult,
)

__all__ = [
    "FormerAddress",
    "MovedRow",
    "PracticeAward",
    "PracticeCard",
    "PracticeContact",
    "PracticeCost",
    "PracticeFile",
    "PracticeLife",
    "PracticePartner",
    "PracticeQuestion",
    "PracticeResult",
]
