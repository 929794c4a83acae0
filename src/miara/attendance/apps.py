"""Django's entry to the context."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.attendance"
    label = "attendance"

    def ready(self) -> None:
        """Make letters, questions, sentences of the trail and blocks known."""
        from miara.attendance import letters
        from miara.attendance.presenters import questions, slots, trail

        letters.register()
        questions.register()
        slots.register()
        trail.register()
