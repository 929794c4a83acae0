"""Django's entry to the context."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.reports"
    label = "reports"

    def ready(self) -> None:
        """Make the pages known in the menu of plans."""
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from miara.cycle import public as cycle
        from miara.reports.presenters import board_trail, slots, trail

        trail.register()
        board_trail.register()
        slots.register()
        cycle.register_plan_link(
            "today", order=1, label=_("My matters"), view="reports:today"
        )
        cycle.register_plan_link(
            "dashboard", order=3, label=_("Dashboards"), view="reports:dashboards"
        )
        cycle.register_plan_link(
            "reports",
            order=80,
            label=pgettext_lazy("of a unit", "Reports"),
            view="reports:reports",
        )
        cycle.register_plan_link(
            "chain", order=5, label=_("Chain"), view="reports:chain"
        )
