"""A section for each domain of management: goals, programmes, indicators, money."""

from __future__ import annotations

from collections.abc import Set

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.reports.domain.chain import Chain, Key, Kind
from miara.reports.domain.drafts import Draft
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.words import zloty
from miara.strategy import public as strategy

__all__ = ["domains", "source_of"]


def domains(facts: Facts) -> list[Draft]:
    """Domains in the order of the unit."""
    return [_domain(facts, node.key) for node in facts.chain.of_kind(Kind.DOMAIN)]


def source_of(told: strategy.Standing) -> str:
    """Where the numbers of a target come from: a vintage, or the unit itself."""
    return told.measure.vintage or _("own number of the unit")


def _domain(facts: Facts, key: Key) -> Draft:
    chain = facts.chain
    down = chain.down(key) & chain.nodes.keys()
    money = chain.money(key)
    lines = [
        _(
            "Budget tasks that serve the domain: %(tasks)s; plan after changes "
            "%(changed)s, executed %(executed)s."
        )
        % {
            "tasks": len(chain.tasks(key)),
            "changed": zloty(money.changed),
            "executed": zloty(money.executed),
        }
    ]
    goals = [node for node in chain.of_kind(Kind.GOAL) if node.key in down]
    lines += [_goal_line(node.code, node.title) for node in goals if not node.is_group]
    lines += _names(chain, down, Kind.INSTRUMENT, _("Programmes and projects"))
    lines += _names(chain, down, Kind.RISK, _("Risks"))
    rows = [_target_row(told) for told in facts.told_below(key)]
    head = (
        _("Indicator"),
        pgettext("of an indicator", "Target"),
        _("Where it stands"),
        _("State"),
        _("Source"),
    )
    node = chain.nodes[key]
    return Draft(f"domain-{node.code}", node.title, "\n".join(lines), head, rows)


def _goal_line(code: str, text: str) -> str:
    return _("Goal %(code)s: %(text)s") % {"code": code, "text": text}


def _names(chain: Chain, keys: Set[Key], kind: Kind, label: str) -> list[str]:
    names = [node.title for node in chain.of_kind(kind) if node.key in keys]
    return [f"{label}: {'; '.join(names)}."] if names else []


def _target_row(told: strategy.Standing) -> list[object]:
    return [
        strategy.indicator_title(told),
        strategy.rule_sentence(told),
        strategy.status_sentence(told),
        strategy.status_word(told.judgement.status),
        source_of(told),
    ]
