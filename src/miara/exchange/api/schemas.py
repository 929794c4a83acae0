"""Shapes of the answers, as the OpenAPI document describes them.

Money is a text with two places (``"1234.50"``), so that no program reads it as a
binary fraction. Numbers of goals, tasks and other rows (``id``) hold within this site.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

from miara.core.api.parameters import Common, Paged
from miara.core.api.schemas import Shape

Amount = Annotated[str, Field(description=gettext_noop("Złoty with two places."))]


class Money(Shape):
    """Amounts in złoty."""

    planned: Amount = Field(description=gettext_noop("Plan as adopted."))
    changed: Amount = Field(description=gettext_noop("Plan after changes."))
    committed: Amount
    executed: Amount


class Page(Shape):
    """A page of a list."""

    count: int = Field(description=gettext_noop("Number of all items that fit."))
    next: str | None = Field(description=gettext_noop("Address of the next page."))


class Entry(Shape):
    """The unit and the key."""

    unit_code: str
    unit_name: str
    key: str = Field(description=gettext_noop("Name of the key."))
    scopes: list[str] = Field(description=gettext_noop("What the key allows."))
    expires_on: date
    years: list[int] = Field(
        description=gettext_noop("Years with a budget, the newest first.")
    )


class Year(Shape):
    """A year of plans."""

    year: int
    is_open: bool = Field(description=gettext_noop("Whether the year takes changes."))
    has_budget: bool


class YearPage(Page):
    """A page of years."""

    items: list[Year]


class YearDetail(Year):
    """A year with its control sums."""

    revenue: Money
    expenditure: Money
    without_task: Money = Field(
        description=gettext_noop(
            "Expenditure that no task has; tasks and this rest make the expenditure."
        )
    )
    lines_without_task: int


class Task(Shape):
    """A task of the budget with its money."""

    id: int
    symbol: str
    name: str
    is_investment: bool
    manager: str | None = Field(description=gettext_noop("Name of the post."))
    service_id: int | None
    domain_id: int | None
    goal_ids: list[int]
    instrument_ids: list[int]
    money: Money


class TaskPage(Page):
    """A page of tasks."""

    items: list[Task]


class TargetShape(Shape):
    """A numeric target and where it stands."""

    id: int
    indicator: str = Field(description=gettext_noop("Code of the indicator."))
    title: str
    is_local: bool
    kind: str
    direction: str
    final_year: int
    final_value: str | None
    newest_year: int | None
    newest_value: str | None
    status: str
    status_name: str


class Goal(Shape):
    """A goal of a document with its targets."""

    id: int
    document_id: int
    document: str
    parent_id: int | None
    code: str
    text: str
    owner: str | None = Field(description=gettext_noop("Name of the post."))
    targets: list[TargetShape]


class GoalPage(Page):
    """A page of goals."""

    items: list[Goal]


class IndicatorShape(Shape):
    """A local indicator."""

    id: int
    code: str
    name: str
    measure: str
    decimals: int
    kind: str
    direction: str
    frequency: Literal["A", "Q"]
    owner: str | None
    supplier: str | None
    approver: str | None
    retired_on: date | None


class IndicatorPage(Page):
    """A page of local indicators."""

    items: list[IndicatorShape]


class Value(Shape):
    """A published value."""

    indicator: str
    period: str
    value: str | None
    flag: str
    margin: str | None
    version: int
    published_at: datetime | None


class ValuePage(Page):
    """A page of values."""

    items: list[Value]


class InstrumentMoney(Shape):
    """Money of a programme or project in one year from one source, in złoty."""

    year: int
    source: str
    planned: Amount | None
    executed: Amount | None = Field(description=gettext_noop("Null when not told."))


class InstrumentShape(Shape):
    """A programme, project, portfolio or network."""

    id: int
    kind: str
    code: str
    name: str
    state: str
    since: date | None
    until: date | None
    manager: str | None
    is_public: bool
    goal_ids: list[int]
    money: list[InstrumentMoney]


class InstrumentPage(Page):
    """A page of instruments."""

    items: list[InstrumentShape]


class RiskShape(Shape):
    """An open risk."""

    number: int
    name: str
    level: int
    band: str
    is_accepted: bool
    reaction: str
    owner: str | None
    review_on: date | None


class RiskPage(Page):
    """A page of risks."""

    items: list[RiskShape]


class TermShape(Shape):
    """A term of a year."""

    name: str
    due_on: date
    post: str | None
    basis: str
    is_verified: bool = Field(
        description=gettext_noop("Whether somebody read the day in the act.")
    )
    done_at: datetime | None
    dropped_at: datetime | None


class TermPage(Page):
    """A page of terms."""

    items: list[TermShape]


class FileShape(Shape):
    """A file of the budget and its control sums."""

    id: int
    kind: str
    quarter: int
    name: str
    state: Literal["DRAFT", "ACTIVE", "REPLACED"]
    sha256: str
    sent_at: datetime
    taken_at: datetime | None
    lines: int | None
    revenue: Money | None
    expenditure: Money | None


class FilePage(Page):
    """A page of files."""

    items: list[FileShape]


class Remark(Shape):
    """What the reader of a file noticed."""

    stops: bool = Field(description=gettext_noop("Whether the file cannot be taken."))
    where: str
    sentence: str


class FileAnswer(FileShape):
    """A file as it was received: read, summed and, when asked for, taken."""

    statements: int = Field(
        description=gettext_noop("Rows of a report without classification.")
    )
    remarks: list[Remark]


class ValueSent(Schema):
    """A value to keep. A number may be a JSON number or a text."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(
        max_length=40, description=gettext_noop("Symbol of a local indicator.")
    )
    period: str = Field(
        max_length=9, description=gettext_noop("2025 or 2025-Q1, as the indicator has.")
    )
    value: Decimal | None = Field(
        None, description=gettext_noop("Null when the flag says why there is none.")
    )
    flag: Literal[
        "MEASURED",
        "ESTIMATED",
        "PROVISIONAL",
        "MISSING",
        "CONFIDENTIAL",
        "NOT_APPLICABLE",
    ] = "MEASURED"
    margin: Decimal | None = Field(None, ge=0)
    sample: int | None = Field(None, ge=0, le=2_000_000_000)
    measure: str = Field(
        "",
        max_length=40,
        description=gettext_noop("Unit of measure, compared with the indicator's."),
    )
    comment: str = Field("", max_length=2000)


class ValuesSent(Schema):
    """Values to keep, with one reason for all corrections among them."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(
        "",
        max_length=300,
        description=gettext_noop(
            "Why published values change; needed only when one does."
        ),
    )
    values: list[ValueSent] = Field(min_length=1, max_length=5000)


class ValueResult(Shape):
    """What became of one value."""

    place: int = Field(description=gettext_noop("Its place in the body, from 0."))
    indicator: str
    period: str
    result: Literal[
        "kept",
        "kept_with_remarks",
        "unchanged",
        "unknown_indicator",
        "retired_indicator",
        "sent_twice",
        "version_under_way",
        "reason_missing",
        "not_a_number",
        "value_and_flag_disagree",
    ]
    state: str | None
    version: int | None
    remarks: list[str]


class ValuesAnswer(Shape):
    """What became of each value."""

    sent: int
    kept: int
    unchanged: int
    refused: int
    sha256: str = Field(description=gettext_noop("Control sum of the body."))
    items: list[ValueResult]


class ValuesQuery(Paged):
    """Parameters of values."""

    indicator: str | None = Field(
        None,
        max_length=40,
        description=gettext_noop("Only of this symbol; without it, of all."),
    )


class TermsQuery(Paged):
    """Parameters of terms."""

    year: int | None = Field(
        None,
        ge=1990,
        le=2100,
        description=gettext_noop("A year; without it, the present one."),
    )


class FileQuery(Common):
    """Parameters of a file that is sent."""

    kind: Literal["LEDGER", "RB27S", "RB28S", "RBNDS", "RBZ"] = Field(
        description=gettext_noop(
            "What the file is: LEDGER is the export of the accounting system with "
            "tasks, the others are reports."
        )
    )
    quarter: int = Field(
        ge=0, le=4, description=gettext_noop("Quarter of the report; 0 for no quarter.")
    )
    scope: str = Field(
        "",
        max_length=40,
        pattern=r"^[^\x00]*$",
        description=gettext_noop(
            "Part of the unit that the file is about, when parts send files of their "
            "own; without it, the whole unit."
        ),
    )
    name: str = Field(
        "plik",
        max_length=200,
        pattern=r"^[^\x00/\\]*$",
        description=gettext_noop("Name of the file, shown to people."),
    )
    take: bool = Field(
        default=False,
        description=gettext_noop(
            "Whether a sound file counts at once; otherwise it waits as a draft for a "
            "person."
        ),
    )
