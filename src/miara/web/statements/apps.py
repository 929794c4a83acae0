"""Django's entry to the statements."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Configuration of the statements."""

    name = "miara.web.statements"
    label = "statements"
