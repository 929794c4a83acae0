"""Django's entry to the context."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.events"
    label = "events"

    def ready(self) -> None:
        """Make sentences of the trail, a block and pages for search engines known."""
        from miara.core import sitemaps
        from miara.events.presenters import slots, trail

        slots.register()
        trail.register()
        sitemaps.register("wydarzenia", "miara.events.presenters.sitemap.Events")
