"""Facts of the method page, read from the code that computes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from miara.cube.definitions import IntervalMethod
from miara.cube.definitions.indicators import Status
from miara.cube.kernels import rules
from miara.cube.stats import signals
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.definitions import definitions

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class TopicText:
    """One way of finding similar units, with what it looks at."""

    code: str
    title: str
    description: str
    neighbours: int
    features: Sequence[str]


def method_facts() -> dict[str, Any]:
    """Values for the template; every number is the one used in computing."""
    known = definitions()
    language = words.language()
    return {
        "confidence": round(rules.CONFIDENCE * _PER_CENT),
        "false_alarm": round(signals.FALSE_ALARM * _PER_CENT),
        "most": signals.MOST,
        "least_peers": signals.LEAST_PEERS,
        "xmr_width": words.plain(rules.XMR_WIDTH, 2),
        "xmr_points": rules.XMR_POINTS,
        "run": rules.RUN,
        "trend_points": _least_for_trend(),
        "intervals": [words.interval_sentence(method) for method in IntervalMethod],
        "topics": [
            TopicText(
                code=topic.code,
                title=topic.title.in_language(language),
                description=topic.description.in_language(language),
                neighbours=topic.neighbours,
                features=[f.title.in_language(language) for f in topic.features],
            )
            for topic in known.topics.values()
        ],
        "breaks": [
            {
                "period": item.period,
                "title": item.title.in_language(language),
                "reason": item.reason.in_language(language),
                "act": item.act,
            }
            for item in sorted(known.breaks.values(), key=lambda b: b.period)
        ],
        "indicator_count": len(known.indicators),
        "unconfirmed_count": sum(
            indicator.status is Status.UNCONFIRMED
            for indicator in known.indicators.values()
        ),
        "domain_count": len(known.domains),
    }


def _least_for_trend() -> int:
    """Fewest years for which the slope has an interval at the stated confidence."""
    drop = rules.kendall_drop(rules.TREND_POINTS + 10)
    return next(n for n in range(2, len(drop)) if drop[n] >= 0)
