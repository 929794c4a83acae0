"""Kinds of field and the columns of those that are tables."""

from enum import StrEnum

__all__ = [
    "COLUMNS",
    "COMPOSITE",
    "TABLES",
    "TEXTS",
    "AttachmentKind",
    "Kind",
    "PartnerKind",
    "SummaryRole",
]


class Kind(StrEnum):
    """What a field asks for, hence the shape of its value."""

    SHORT_TEXT = "SHORT_TEXT"
    LONG_TEXT = "LONG_TEXT"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    YEAR = "YEAR"
    DATE = "DATE"
    PERIOD = "PERIOD"
    YES_NO = "YES_NO"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    URL = "URL"
    UNIT = "UNIT"
    KEYWORDS = "KEYWORDS"
    COSTS = "COSTS"
    RESULTS = "RESULTS"
    PARTNERS = "PARTNERS"
    PERSON = "PERSON"
    CONTACT = "CONTACT"
    ATTACHMENTS = "ATTACHMENTS"
    STATEMENT = "STATEMENT"


class AttachmentKind(StrEnum):
    """What is attached: a file, a picture with its alternative text, an address."""

    DOCUMENT = "DOCUMENT"
    PHOTO = "PHOTO"
    FILM = "FILM"


class PartnerKind(StrEnum):
    """A unit of the register, or anybody else."""

    UNIT = "UNIT"
    ORGANISATION = "ORGANISATION"


class SummaryRole(StrEnum):
    """What a field is for lists of sheets and cards of practices."""

    TITLE = "TITLE"
    SUMMARY = "SUMMARY"
    DOMAIN = "DOMAIN"
    KEYWORDS = "KEYWORDS"
    PERIOD = "PERIOD"
    BEFORE = "BEFORE"
    SOLUTION = "SOLUTION"
    RESULTS = "RESULTS"
    COSTS = "COSTS"
    REPLICATION = "REPLICATION"
    CONTACT = "CONTACT"
    PARTNERS = "PARTNERS"
    ATTACHMENTS = "ATTACHMENTS"


#: Kinds whose value is one line or paragraph of text.
TEXTS = frozenset(
    {Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL}
    | {Kind.NUMBER, Kind.MONEY, Kind.YEAR, Kind.DATE, Kind.CHOICE}
)
#: Columns of each table, in their order.
COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.COSTS: ("item", "one_off", "yearly", "source"),
    Kind.RESULTS: (
        "indicator",
        "name",
        "unit",
        "baseline",
        "baseline_year",
        "target",
        "achieved",
        "achieved_year",
        "source",
    ),
    Kind.PARTNERS: ("kind", "code", "name", "role"),
}
TABLES = frozenset(COLUMNS)
#: Parts of kinds that have several inputs but one value.
COMPOSITE: dict[Kind, tuple[str, ...]] = {
    Kind.PERIOD: ("from", "to"),
    Kind.PERSON: ("name", "office"),
    Kind.CONTACT: ("name", "post", "phone", "email"),
    Kind.UNIT: ("code", "name", "uid"),
}
