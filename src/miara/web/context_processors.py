"""What the shell of every page needs."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Values used by the base template."""
    return {}
