"""Django's entry to the context."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.rollout"
    label = "rollout"

    def ready(self) -> None:
        """Make sentences of the trail and the page known."""
        from miara.rollout.presenters import trail

        trail.register()
