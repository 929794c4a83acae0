"""The letter that tells applicants that feedback waits for them."""

from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import variables
from miara.notifications.public import register_template

FEEDBACK_SENT = register_template(
    "contest.feedback_sent",
    title=lambda: str(_("Feedback on an application is ready")),
    variables=variables("number", "title", "link"),
    subject={
        "pl": "Informacja zwrotna o wniosku {{ number }} – {{ edition }}",
        "en": "Feedback on application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "dziękujemy za udział w konkursie. Przygotowaliśmy informację zwrotną "
            "o wniosku „{{ title }}” ({{ number }}): mocne i słabe strony według "
            "kryteriów oceny.\n\n"
            "Można ją przeczytać po zalogowaniu: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "thank you for taking part. We have prepared feedback on the application "
            "“{{ title }}” ({{ number }}): strengths and weaknesses by criterion.\n\n"
            "Log in to read it: {{ link }}\n"
        ),
    },
)
