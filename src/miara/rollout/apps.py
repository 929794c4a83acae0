"""Django's entry to the context."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.rollout"
    label = "rollout"

    def ready(self) -> None:
        """Make sentences of the trail and the page known."""
        from django.utils.translation import pgettext_lazy

        from miara.cycle import public as cycle
        from miara.rollout.presenters import trail

        trail.register()
        cycle.register_plan_link(
            "rollout",
            order=2,
            label=pgettext_lazy("of a unit", "Rollout"),
            view="rollout:progress",
        )
