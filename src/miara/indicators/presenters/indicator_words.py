"""Words and numbers of indicators in the language of the page."""

from collections.abc import Callable

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from miara.charts import formats
from miara.cube import flags as f
from miara.cube.definitions import (
    Indicator,
    IndicatorKind,
    IntervalMethod,
    Polarity,
    UnitDefinition,
    Variable,
)
from miara.cube.register import Level
from miara.indicators.queries.definitions import definitions

NBSP = "\u00a0"
_INPUT_DECIMALS = 2


def language() -> str:
    """``pl`` or ``en``: the languages that numbers can be written in."""
    return "en" if (get_language() or "").startswith("en") else "pl"


def plain(value: float | None, decimals: int) -> str:
    """A number without its unit of measure; a dash where there is none."""
    if value is None:
        return formats.NOTHING
    return formats.number(value, language(), decimals)


def with_unit(value: float | None, unit: UnitDefinition, decimals: int) -> str:
    """A number with its unit of measure."""
    if value is None:
        return formats.NOTHING
    if unit.style == "percent":
        return formats.percent(value, language(), decimals)
    text = formats.number(value, language(), decimals)
    if unit.symbol is None:
        return text
    return f"{text}{NBSP}{unit.symbol.in_language(language())}"


def shown(definition: Indicator, value: float | None) -> str:
    """A value of an indicator as pages write it: "12,3 %"."""
    return with_unit(value, definitions().unit_of(definition.code), definition.decimals)


def entry_shown(entry: Indicator | Variable, value: float | None) -> str:
    """A number of an indicator or of a series, as pages write it."""
    if isinstance(entry, Indicator):
        return shown(entry, value)
    return input_shown(entry.code, value)


def unit_title(code: str) -> str:
    """Unit of measure of a variable or indicator, in words."""
    return definitions().unit_of(code).title.in_language(language())


def input_shown(code: str, value: float | None) -> str:
    """A number of a variable as published, with at most two decimals."""
    if value is None:
        return formats.NOTHING
    return with_unit(value, definitions().unit_of(code), decimals_of(value))


def decimals_of(value: float) -> int:
    """Places after the comma that a published number needs, two at most.

    >>> decimals_of(1200.0), decimals_of(3.5), decimals_of(1 / 3)
    (0, 1, 2)
    """
    for places in range(_INPUT_DECIMALS):
        if round(value, places) == value:
            return places
    return _INPUT_DECIMALS


def ticks(definition: Indicator) -> Callable[[float], str]:
    """Numbers of an axis: as many decimals as the indicator, none to spare."""

    def tick(value: float) -> str:
        return plain(value, 0 if value == round(value) else definition.decimals or 1)

    return tick


def kind_word(kind: IndicatorKind) -> str:
    """What the indicator speaks about."""
    return {
        IndicatorKind.CONTEXT: pgettext("kind of indicator", "context"),
        IndicatorKind.INPUT: pgettext("kind of indicator", "input"),
        IndicatorKind.OUTPUT: pgettext("kind of indicator", "output"),
        IndicatorKind.OUTCOME: pgettext("kind of indicator", "outcome"),
        IndicatorKind.QUALITY: pgettext("kind of indicator", "quality"),
        IndicatorKind.COST: pgettext("kind of indicator", "cost"),
        IndicatorKind.SATISFACTION: pgettext("kind of indicator", "satisfaction"),
    }[kind]


def level_word(level: Level) -> str:
    """Units of a level, in the plural: "gminy"."""
    return {
        Level.MUNICIPALITY: pgettext("level of units", "municipalities"),
        Level.COUNTY: pgettext("level of units", "counties"),
        Level.VOIVODESHIP: pgettext("level of units", "voivodeships"),
        Level.COUNTRY: pgettext("level of units", "Poland"),
    }[level]


def polarity_sentence(definition: Indicator) -> str:
    """Which direction is better."""
    if definition.polarity is Polarity.RANGE and definition.range is not None:
        return _("Best between %(low)s and %(high)s.") % {
            "low": shown(definition, definition.range.low),
            "high": shown(definition, definition.range.high),
        }
    return {
        Polarity.UP: _("More is better."),
        Polarity.DOWN: _("Less is better."),
    }.get(definition.polarity, _("Neither more nor less is better by itself."))


def interval_sentence(method: IntervalMethod) -> str:
    """How sure a value is, and by which method that is known."""
    return {
        IntervalMethod.WILSON: _(
            "The uncertainty is Wilson's 95 per cent interval of a share: had chance "
            "fallen otherwise, the value would lie between its ends in 19 cases of 20."
        ),
        IntervalMethod.EXACT: _(
            "The uncertainty is the exact (Clopper–Pearson) 95 per cent interval of a "
            "share: it holds the truth in at least 19 cases of 20."
        ),
        IntervalMethod.BYAR: _(
            "The uncertainty is Byar's 95 per cent interval of a count: with so many "
            "events, chance alone moves the value between its ends in 19 years of 20."
        ),
        IntervalMethod.PROCESS: _(
            "A single value has no interval here; how much the numbers move by "
            "themselves is judged from their changes from year to year."
        ),
        IntervalMethod.NONE: _(
            "The value is a full count, so it has no interval of chance."
        ),
    }[method]


def reason(flag: int, definition: Indicator | None = None) -> str:
    """Why there is no number."""
    state = flag & f.STATE_MASK
    if state == f.CONFIDENTIAL:
        return _("statistical confidentiality")
    if state == f.NOT_APPLICABLE:
        return _("not applicable")
    note = definition.missing_note if definition is not None else None
    if note is not None:
        return note.in_language(language())
    return _("no data")


def marks(flag: int) -> list[str]:
    """Marks that travel with a number, in words."""
    named = {
        f.ESTIMATED: _("estimated"),
        f.PROVISIONAL: _("provisional"),
        f.BREAK_BEFORE: _("not comparable with the period before"),
        f.BRIDGED: _("carried across a territorial change"),
        f.SUMMED: _("summed from smaller units"),
    }
    return [words for bit, words in named.items() if flag & bit]
