"""Writers of sections by code; `miara.reports.domain.kinds` says what is where."""

from collections.abc import Callable
from typing import Final

from miara.reports.domain.drafts import Draft
from miara.reports.presenters.sections.annex import (
    national_indicators,
    own_indicators,
    targets,
)
from miara.reports.presenters.sections.council import debate, resolutions
from miara.reports.presenters.sections.domains import domains
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.sections.forecast import (
    forecast,
    legal_persons,
    undertakings,
)
from miara.reports.presenters.sections.money import (
    debt,
    half_debt,
    half_result,
    half_revenue,
    half_spending,
    money,
    result,
    revenue,
    spending,
)
from miara.reports.presenters.sections.quarter import (
    quarter,
    quarter_missing,
    quarter_tasks,
)
from miara.reports.presenters.sections.short import (
    short_civic,
    short_council,
    short_domains,
    short_money,
)
from miara.reports.presenters.sections.tasks import civic, tasks

__all__ = ["WRITERS", "Facts"]

#: A writer gives the sections of its code, in their order.
WRITERS: Final[dict[str, Callable[[Facts], list[Draft]]]] = {
    "civic": civic,
    "debate": debate,
    "debt": debt,
    "domains": domains,
    "forecast": forecast,
    "half-debt": half_debt,
    "half-result": half_result,
    "half-revenue": half_revenue,
    "half-spending": half_spending,
    "legal-persons": legal_persons,
    "money": money,
    "national-indicators": national_indicators,
    "own-indicators": own_indicators,
    "quarter": quarter,
    "quarter-missing": quarter_missing,
    "quarter-tasks": quarter_tasks,
    "resolutions": resolutions,
    "result": result,
    "revenue": revenue,
    "short-civic": short_civic,
    "short-council": short_council,
    "short-domains": short_domains,
    "short-money": short_money,
    "spending": spending,
    "targets": targets,
    "tasks": tasks,
    "undertakings": undertakings,
}
