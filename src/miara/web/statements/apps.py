"""Django's entry to the statements."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Configuration of the statements."""

    name = "miara.web.statements"
    label = "statements"

    def ready(self) -> None:
        """Tell the operator what is missing or overdue."""
        from miara.core import slots
        from miara.web.statements import desk, presenters

        presenters.register()

        slots.register(
            desk.SLOT,
            name="statements.desk",
            order=20,
            build=desk.statements_block,
            template="statements/_operator_block.html",
            queries=desk.QUERIES,
        )
