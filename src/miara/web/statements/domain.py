"""Dates of the accessibility statement, by the act of 4 April 2019."""

from datetime import date

REVIEW_MONTH, REVIEW_DAY = 3, 31


def review_due_on(last_reviewed_on: date) -> date:
    """Last day on which the next yearly review is in time.

    The statement is reviewed every year by 31 March; a review in a year counts for
    that year, whenever in it it was made.

    >>> review_due_on(date(2026, 1, 10))
    datetime.date(2027, 3, 31)
    """
    return date(last_reviewed_on.year + 1, REVIEW_MONTH, REVIEW_DAY)


def is_review_overdue(last_reviewed_on: date, today: date) -> bool:
    """Whether the yearly review was missed.

    >>> is_review_overdue(date(2025, 11, 2), date(2026, 3, 31))
    False
    >>> is_review_overdue(date(2025, 11, 2), date(2026, 4, 1))
    True
    """
    return today > review_due_on(last_reviewed_on)
