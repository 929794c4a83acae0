"""Django's entry to the context."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.search"
    label = "search"

    def ready(self) -> None:
        """Let web processes open the index before their first reader."""
        from miara.core import warmup
        from miara.search import queries

        warmup.register("search.index", queries.warm_up)
