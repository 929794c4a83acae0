"""Programmes and projects for other contexts."""

from miara.instruments.actions.instruments import (
    add_part,
    change_instrument,
    create_instrument,
)
from miara.instruments.actions.publication import (
    publish_instrument,
    withdraw_instrument,
)
from miara.instruments.domain.progress import Done, YearMoney, done_of
from miara.instruments.models import Instrument, Milestone
from miara.instruments.phrases import SECTIONS
from miara.instruments.queries.instruments import (
    InstrumentFacts,
    civic_projects,
    instrument_of,
    instruments_of,
    instruments_of_goals,
    instruments_of_targets,
    money_of,
)
from miara.instruments.queries.public_pages import public_instruments

__all__ = [
    "SECTIONS",
    "Done",
    "Instrument",
    "InstrumentFacts",
    "Milestone",
    "YearMoney",
    "add_part",
    "change_instrument",
    "civic_projects",
    "create_instrument",
    "done_of",
    "instrument_of",
    "instruments_of",
    "instruments_of_goals",
    "instruments_of_targets",
    "money_of",
    "public_instruments",
    "publish_instrument",
    "withdraw_instrument",
]
