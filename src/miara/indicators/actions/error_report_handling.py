"""Taking reports of errors, answering them, erasing what is personal in them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.indicators.actions.subscription_lifecycle import link, unit_name
from miara.indicators.models import ErrorReport
from miara.indicators.queries.definitions import entry_of
from miara.indicators.queries.error_report_subject import Reported
from miara.notifications import public as notifications
from miara.units import public as units

#: The text and the address of a report are erased after this long.
KEEP_FOR = timedelta(days=90)


class AlreadyAnswered(MiaraError):
    """Somebody answered the report in the meantime."""

    sentence = _("Somebody has answered this report already. Look at their answer.")


@transaction.atomic
def report_error(
    *,
    number: Reported,
    text: str,
    reply_to: str,
    language: str,
    by: object | None,
    now: datetime,
) -> ErrorReport:
    """Put a report into the operator's queue.

    Nothing is mailed: the address was given by whoever filled the form.
    """
    row = ErrorReport.objects.create(
        indicator=number.entry.code,
        unit_uid=number.unit.uid,
        period=number.period,
        vintage_id=number.vintage_id,
        shown_value=number.value,
        text=text,
        reply_to=reply_to,
        language=language,
        reported_at=now,
    )
    audit.record(
        "indicators.error.reported",
        by=by,
        at=now,
        target=row,
        after={"indicator": row.indicator, "unit": row.unit_uid, "period": row.period},
    )
    return row


@transaction.atomic
def answer_report(
    *, report: ErrorReport, state: str, answer: str, by: object, now: datetime
) -> ErrorReport:
    """Close a report and mail the answer to the person, if there is an address.

    Raises
    ------
    AlreadyAnswered
        When the report is no longer waiting.
    ValueError
        When ``state`` is that of a waiting report, or none.
    """
    outcome = ErrorReport.State(state)
    if outcome is ErrorReport.State.NEW:
        msg = "an answer closes the report"
        raise ValueError(msg)
    row = ErrorReport.objects.select_for_update().get(pk=report.pk)
    if row.state != ErrorReport.State.NEW:
        raise AlreadyAnswered
    row.state, row.answer = outcome, answer
    row.answered_at, row.answered_by = now, str(getattr(by, "pk", "") or "")
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    audit.record(
        "indicators.error.answered",
        by=by,
        at=now,
        target=row,
        before={"state": ErrorReport.State.NEW.value},
        after={"state": outcome.value},
    )
    if row.reply_to:
        _mail_answer(row, now)
    return row


def erase_old_reports(*, now: datetime) -> int:
    """Erase texts and addresses of reports older than 90 days; how many."""
    return (
        ErrorReport.objects.filter(reported_at__lt=now - KEEP_FOR)
        .exclude(Q(text="") & Q(reply_to=""))
        .update(text="", reply_to="")
    )


def _mail_answer(row: ErrorReport, now: datetime) -> None:
    language = row.language
    entry = entry_of(row.indicator)
    facts = units.unit_by_uid(row.unit_uid)
    notifications.enqueue(
        "indicators.report_answered",
        to=row.reply_to,
        context={
            "indicator": entry.title.in_language(language) if entry else row.indicator,
            "unit": unit_name(row.unit_uid, language),
            "period": row.period,
            "text": row.text,
            "outcome": _outcome(row.state, language),
            "answer": row.answer,
            "address": link("unit", facts.address, language) if facts else "",
        },
        language=language,
        at=now,
    )


def _outcome(state: str, language: str) -> str:
    """What became of a report, as its writer reads it."""
    with override(language):
        if state == ErrorReport.State.CORRECTED:
            return gettext("The number was wrong and has been corrected.")
        if state == ErrorReport.State.ACCEPTED:
            return gettext(
                "The number is wrong in its source. We passed your report on and "
                "noted the error."
            )
        return gettext("The number agrees with its source and stays.")
