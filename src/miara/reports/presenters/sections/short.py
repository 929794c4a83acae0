"""The short version for everybody: a page a domain, few numbers, plain words."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.core.numbers import format_percent
from miara.instruments import public as instruments
from miara.reports.domain.chain import Key, Kind
from miara.reports.domain.drafts import Draft, Figures
from miara.reports.presenters.sections.council import counted_states
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.sections.money import share_of
from miara.reports.presenters.words import zloty
from miara.strategy import public as strategy

__all__ = ["short_civic", "short_council", "short_domains", "short_money"]

#: So many indicators are told in words; the annex has all.
_TOLD = 3
_NAMED = 5
_GOOD = frozenset(
    {strategy.Status.REACHED, strategy.Status.KEPT, strategy.Status.ON_TRACK}
)
_BAD = frozenset(
    {strategy.Status.BEHIND, strategy.Status.EXCEEDED, strategy.Status.MISSED}
)


def short_money(facts: Facts) -> list[Draft]:
    """What came in and what was spent, in two numbers."""
    heading = _("Money in short")
    totals = facts.totals
    if totals is None:
        text = _("There is no budget of the year %(year)s here.") % {"year": facts.year}
        return [Draft("short-money", heading, text)]
    numbers = (
        (
            zloty(totals.revenue.executed),
            _("came into the budget in %(year)s: %(share)s of the plan.")
            % {
                "year": facts.year,
                "share": _share(totals.revenue.executed, totals.revenue.changed),
            },
        ),
        (
            zloty(totals.expenditure.executed),
            _("was spent: %(share)s of the plan.")
            % {
                "share": _share(totals.expenditure.executed, totals.expenditure.changed)
            },
        ),
    )
    return [Draft("short-money", heading, "", figures=Figures(numbers))]


def short_domains(facts: Facts) -> list[Draft]:
    """A page for each domain."""
    return [
        _domain(facts, node.key)
        for node in facts.chain.of_kind(Kind.DOMAIN)
        if facts.chain.down(node.key)
    ]


def short_council(facts: Facts) -> list[Draft]:
    """How many resolutions, and how far they are carried out; only when there are."""
    if not facts.resolutions:
        return []
    text = counted_states(facts.resolutions, facts.year)
    return [Draft("short-council", _("Resolutions of the council"), text)]


def short_civic(facts: Facts) -> list[Draft]:
    """What residents chose in the civic budget; only when there is one."""
    projects = facts.civic
    if not projects:
        return []
    done = instruments.done_of(each.state for each in projects)
    number = _("%(done)s of %(all)s") % {"done": done.done, "all": done.all}
    numbers = ((number, _("projects of the civic budget are completed.")),)
    names = [each.name for each in projects if each.state == "DONE"]
    text = ""
    if names:
        told = "; ".join(names[:_NAMED])
        text = _("Completed, among others: %(names)s.") % {"names": told}
    heading = _("Civic budget")
    return [Draft("short-civic", heading, text, figures=Figures(numbers))]


def _domain(facts: Facts, key: Key) -> Draft:
    told = facts.told_below(key)
    node = facts.chain.nodes[key]
    lines = [*_sentences(told, good=True), *_sentences(told, good=False)]
    return Draft(
        f"short-{node.code}",
        node.title,
        "\n".join(lines),
        figures=_figures(facts, key, told),
    )


def _figures(facts: Facts, key: Key, told: list[strategy.Standing]) -> Figures:
    money = facts.chain.money(key)
    numbers = []
    if money.changed or money.executed:
        sentence = _("was spent on tasks of this domain: %(share)s of the plan.")
        share = _share(money.executed, money.changed)
        numbers.append((zloty(money.executed), sentence % {"share": share}))
    judged = [each for each in told if each.judgement.status in _GOOD | _BAD]
    if judged:
        good = sum(each.judgement.status in _GOOD for each in judged)
        number = _("%(done)s of %(all)s") % {"done": good, "all": len(judged)}
        sentence = _(
            "indicators that can be judged are where the strategy wants them or on the "
            "way there."
        )
        numbers.append((number, sentence))
    programmes = sum(each.kind is Kind.INSTRUMENT for each in facts.chain.down(key))
    if programmes:
        sentence = ngettext(
            "programme or project serves this domain.",
            "programmes and projects serve this domain.",
            programmes,
        )
        numbers.append((str(programmes), sentence))
    return _with_bars(tuple(numbers), told)


def _with_bars(
    numbers: tuple[tuple[str, str], ...], told: list[strategy.Standing]
) -> Figures:
    if not told:
        return Figures(numbers)
    counts = Counter(each.judgement.status for each in told)
    bars = tuple(
        (strategy.status_word(status), counts[status])
        for status in strategy.Status
        if counts[status]
    )
    states = ", ".join(f"{label}: {count}" for label, count in bars)
    sentence = _("Indicators of this domain by state – %(states)s.") % {
        "states": states
    }
    return Figures(numbers, _("States of indicators"), sentence, bars)


def _sentences(told: list[strategy.Standing], *, good: bool) -> list[str]:
    wanted = _GOOD if good else _BAD
    found = [each for each in told if each.judgement.status in wanted][:_TOLD]
    if not found:
        return []
    lead = _("What goes well:") if good else _("What falls short:")
    return [
        lead,
        *(
            f"{strategy.indicator_title(each)}: {strategy.status_sentence(each)}"
            for each in found
        ),
    ]


def _share(part: int, whole: int) -> str:
    return format_percent(share_of(part, whole), 0, get_language() or "pl")
