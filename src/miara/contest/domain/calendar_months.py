"""Months as the civil code counts them."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The day a period of whole months ends on.

    It ends on the day with the same number, and where the last month has none, on
    that month's last day (civil code, article 112).

    >>> add_months(date(2022, 8, 31), 6)
    datetime.date(2023, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def latest_start(end: date, months: int) -> date:
    """The last day on which a period of ``months`` could start and end by ``end``.

    >>> latest_start(date(2023, 2, 28), 6), latest_start(date(2013, 3, 21), 6)
    (datetime.date(2022, 8, 31), datetime.date(2012, 9, 21))
    """
    back = add_months(end, -months)
    last = calendar.monthrange(back.year, back.month)[1]
    for number in range(last, back.day, -1):
        if add_months(back.replace(day=number), months) <= end:
            return back.replace(day=number)
    return back
