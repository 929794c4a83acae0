"""Django's entry to the context."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.budget"
    label = "budget"

    def ready(self) -> None:
        """Make sentences, the page and what waits known."""
        from django.utils.translation import gettext_lazy as _

        from miara.budget.presenters import trail, waits
        from miara.cycle import public as cycle

        trail.register()
        waits.register()
        cycle.register_plan_link(
            "budget", order=40, label=_("Budget"), view="budget:years"
        )
