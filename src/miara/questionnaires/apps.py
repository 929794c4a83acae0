"""Django's entry to the context."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Register the sentences of the trail."""
        from miara.questionnaires.presenters import trail

        trail.register()
