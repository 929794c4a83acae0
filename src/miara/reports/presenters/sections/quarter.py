"""The quarterly report: what was approved about each task, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miara.budget import public as budget
from miara.reports.domain.chain import Kind
from miara.reports.domain.drafts import ColumnKind, Draft
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.sections.money import share_of
from miara.reports.presenters.words import zloty

__all__ = ["quarter", "quarter_missing", "quarter_tasks"]

_KINDS: Final = (
    *(ColumnKind.TEXT, ColumnKind.MONEY, ColumnKind.MONEY, ColumnKind.PERCENT),
    *(ColumnKind.TEXT,) * 3,
)
#: Texts told beside what was done, with the words before each.
_ABOUT: Final[dict[str, Promise]] = {
    "deviations": gettext_lazy("Otherwise than planned: %(text)s"),
    "causes": gettext_lazy("Why: %(text)s"),
    "actions": gettext_lazy("What will be done: %(text)s"),
    "effect": gettext_lazy("What it means for the goal: %(text)s"),
}


def quarter(facts: Facts) -> list[Draft]:
    """How many reports were approved, and their money."""
    tasks = facts.quarter_reports
    done = [each for each in tasks if each.approved_at]
    reopened = sum(each.is_reopened for each in done)
    lines = [
        ngettext(
            "Reports of quarter %(quarter)s of %(year)s were approved for %(count)s "
            "task of %(all)s.",
            "Reports of quarter %(quarter)s of %(year)s were approved for %(count)s "
            "tasks of %(all)s.",
            len(done),
        )
        % {
            "quarter": facts.quarter,
            "year": facts.year,
            "count": len(done),
            "all": len(tasks),
        }
    ]
    if done:
        lines.append(
            _(
                "Money of these tasks when the reports were sent: %(executed)s "
                "executed of %(changed)s planned after changes."
            )
            % {
                "executed": zloty(sum(each.money.executed for each in done)),
                "changed": zloty(sum(each.money.changed for each in done)),
            }
        )
    if reopened:
        lines.append(
            _("Opened to be corrected, told here as approved before: %(count)s.")
            % {"count": reopened}
        )
    return [Draft("quarter", _("The quarter in short"), "\n".join(lines))]


def quarter_tasks(facts: Facts) -> list[Draft]:
    """A table of approved reports for each domain, then for tasks of no domain."""
    groups: dict[int | None, list[budget.ApprovedReport]] = defaultdict(list)
    for each in facts.quarter_reports:
        if each.approved_at:
            groups[each.domain_id].append(each)
    found = [
        _group(f"quarter-{node.code}", node.title, groups.pop(node.key.pk))
        for node in facts.chain.of_kind(Kind.DOMAIN)
        if node.key.pk in groups
    ]
    rest = [each for rows in groups.values() for each in rows]
    if rest:
        found.append(_group("quarter-rest", _("Tasks of no domain"), rest))
    return found


def quarter_missing(facts: Facts) -> list[Draft]:
    """Tasks whose report was not approved; no section when there are none."""
    missing = [each for each in facts.quarter_reports if not each.approved_at]
    if not missing:
        return []
    text = ngettext(
        "%(count)s task has no approved report of the quarter.",
        "%(count)s tasks have no approved report of the quarter.",
        len(missing),
    ) % {"count": len(missing)}
    rows: list[list[object]] = [
        [f"{each.symbol} {each.name}", each.manager] for each in missing
    ]
    head = (_("Task"), _("Manager"))
    heading = _("Tasks without an approved report")
    return [Draft("quarter-missing", heading, text, head, rows)]


def _group(code: str, title: str, rows: list[budget.ApprovedReport]) -> Draft:
    executed = sum(each.money.executed for each in rows)
    changed = sum(each.money.changed for each in rows)
    text = ngettext(
        "%(count)s task: %(executed)s executed of %(changed)s planned after changes.",
        "%(count)s tasks: %(executed)s executed of %(changed)s planned after changes.",
        len(rows),
    ) % {
        "count": len(rows),
        "executed": zloty(executed),
        "changed": zloty(changed),
    }
    head = (
        *(_("Task"), _("Plan after changes"), _("Executed")),
        *(_("% of the plan after changes"), _("What was done")),
        *(_("Deviations and what follows"), _("Measures")),
    )
    return Draft(code, title, text, head, [_row(each) for each in rows], _KINDS)


def _row(each: budget.ApprovedReport) -> list[object]:
    money, content = each.money, each.content
    about = [
        str(lead) % {"text": content[name]}
        for name, lead in _ABOUT.items()
        if content.get(name)
    ]
    return [
        f"{each.symbol} {each.name}",
        money.changed,
        money.executed,
        share_of(money.executed, money.changed),
        content.get("done", ""),
        "\n".join(about),
        "\n".join(_measure(row) for row in content.get("measures", [])),
    ]


def _measure(row: Mapping[str, Any]) -> str:
    return _("%(name)s: plan %(planned)s, so far %(actual)s, forecast %(forecast)s") % {
        "name": row["name"],
        **{name: _plain(row.get(name)) for name in ("planned", "actual", "forecast")},
    }


def _plain(value: str | None) -> str:
    """A decimal as text without needless zeros, with a comma."""
    if value is None:
        return "–"
    text = value.rstrip("0").rstrip(".") if "." in value else value
    return text.replace(".", ",")
