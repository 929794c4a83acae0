"""What the calendar does about mail and about personal data of readers."""

from dataclasses import asdict
from datetime import datetime

from miara.core.schedule import daily, due, every
from miara.indicators.actions.alerts_digest import send_alerts
from miara.indicators.actions.error_report_handling import erase_old_reports
from miara.indicators.actions.subscription_lifecycle import erase_unconfirmed


@due("indicators.alerts", every(minutes=10))
def alerts(now: datetime) -> dict[str, int]:
    """Mail those who follow a unit whose numbers a publication changed."""
    return asdict(send_alerts(now=now))


@due("indicators.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase unconfirmed requests for mail and what is personal in old reports."""
    return {
        "subscriptions": erase_unconfirmed(now=now),
        "reports": erase_old_reports(now=now),
    }
