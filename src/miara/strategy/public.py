"""The strategy of a unit for other contexts."""

from miara.strategy.actions.documents import add_document
from miara.strategy.actions.domains import adopt_template
from miara.strategy.actions.entering import Given, import_values
from miara.strategy.actions.goals import add_goal
from miara.strategy.actions.indicators import add_indicator
from miara.strategy.actions.targets import add_target
from miara.strategy.domain.status import Flag, Judgement, Status
from miara.strategy.domain.targets import Point
from miara.strategy.errors import StrategyError
from miara.strategy.models import (
    Document,
    Goal,
    LocalBreak,
    LocalIndicator,
    LocalValue,
    Service,
    Target,
    UnitDomain,
)
from miara.strategy.models.value import OPEN_STATES
from miara.strategy.phrases import remark_sentences
from miara.strategy.presenters.words import (
    MARKS,
    TONES,
    amount,
    flag_sentences,
    indicator_title,
    rule_sentence,
    status_sentence,
    status_word,
)
from miara.strategy.queries.gaps import Gaps, gaps_of
from miara.strategy.queries.machines import (
    lock_indicators,
    newest_versions,
    units_with_public_documents,
)
from miara.strategy.queries.plans import (
    current_document,
    document_of,
    documents_of,
    domains_of,
    goals_in_order,
    goals_of,
    public_document,
    public_documents,
    services_of,
)
from miara.strategy.queries.standing import Standing, standings, targets_of_unit
from miara.strategy.queries.values import (
    indicators_of,
    open_values,
    published_of,
    published_values,
)

__all__ = [
    "MARKS",
    "OPEN_STATES",
    "TONES",
    "Document",
    "Flag",
    "Gaps",
    "Given",
    "Goal",
    "Judgement",
    "LocalBreak",
    "LocalIndicator",
    "LocalValue",
    "Point",
    "Service",
    "Standing",
    "Status",
    "StrategyError",
    "Target",
    "UnitDomain",
    "add_document",
    "add_goal",
    "add_indicator",
    "add_target",
    "adopt_template",
    "amount",
    "current_document",
    "document_of",
    "documents_of",
    "domains_of",
    "flag_sentences",
    "gaps_of",
    "goals_in_order",
    "goals_of",
    "import_values",
    "indicator_title",
    "indicators_of",
    "lock_indicators",
    "newest_versions",
    "open_values",
    "public_document",
    "public_documents",
    "published_of",
    "published_values",
    "remark_sentences",
    "rule_sentence",
    "services_of",
    "standings",
    "status_sentence",
    "status_word",
    "targets_of_unit",
    "units_with_public_documents",
]
