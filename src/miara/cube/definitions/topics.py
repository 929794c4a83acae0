"""Schema of a peer topic: which features make two units alike."""

from enum import StrEnum

from pydantic import Field

from miara.cube.definitions.schema import Code, LocalisedText, Schema, Words
from miara.cube.register import Level


class Transform(StrEnum):
    """What is done to a feature before distances are taken."""

    LOG = "log"
    LOGIT = "logit"
    NONE = "none"


class Feature(Schema):
    """One feature of structure, never of performance.

    ``similar``, ``higher`` and ``lower`` complete the sentence about a neighbour:
    "similar number of inhabitants", "larger", "smaller".
    """

    code: Code
    title: LocalisedText
    formula: Words
    transform: Transform
    weight: float = Field(gt=0)
    levels: tuple[Level, ...] | None = Field(
        default=None, description="Only at these levels; null: at all."
    )
    similar: LocalisedText
    higher: LocalisedText
    lower: LocalisedText


class PeerTopic(Schema):
    """Nearest neighbours for one family of indicators.

    Units are compared only within one of ``kind_groups``. A feature takes its
    latest value not older than ``oldest`` periods before the year of the list,
    because censuses and balances are not published every year.
    """

    code: Code
    title: LocalisedText
    description: LocalisedText
    neighbours: int = Field(default=30, ge=5, le=100)
    kind_groups: tuple[tuple[str, ...], ...] = Field(min_length=1)
    oldest: int = Field(default=5, ge=0)
    features: tuple[Feature, ...] = Field(min_length=2)

    def at_level(self, level: Level) -> tuple[Feature, ...]:
        """Features used at one level, in the order of the file."""
        return tuple(f for f in self.features if f.levels is None or level in f.levels)
