"""Models of the context."""

from miara.indicators.models.error_report import ErrorReport
from miara.indicators.models.harvest_schedule import HarvestSchedule
from miara.indicators.models.load import DataLoad
from miara.indicators.models.peer_group import PeerGroup
from miara.indicators.models.revision import Revision
from miara.indicators.models.subscription import Subscription
from miara.indicators.models.vintage import Publication, PublishedVintage

__all__ = [
    "DataLoad",
    "ErrorReport",
    "HarvestSchedule",
    "PeerGroup",
    "Publication",
    "PublishedVintage",
    "Revision",
    "Subscription",
]
