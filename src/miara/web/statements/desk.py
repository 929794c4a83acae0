"""What the operator's desk says about the statements."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from miara.web.statements.models import Party
from miara.web.statements.queries import present_statement, review_of

SLOT = "operator.desk"
QUERIES = 2


def statements_block(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What is missing or overdue; None when nothing is."""
    statement = present_statement()
    review = statement and review_of(statement, today=timezone.localdate())
    values = {
        "is_unwritten": statement is None,
        "review": review if review and review.overdue else None,
        "no_controller": not Party.objects.filter(kind=Party.Kind.CONTROLLER).exists(),
    }
    return values if any(values.values()) else None
