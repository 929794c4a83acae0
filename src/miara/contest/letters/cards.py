"""Letters about applications that were carried over to the good-practice base."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import variables
from miara.notifications.public import Variable, register_template

_ANSWER: Final = Variable(
    {"pl": "Potwierdzono.", "en": "Confirmed."},
    lambda: str(_("what the author answered")),
)

CARD_TO_CONFIRM = register_template(
    "contest.card_to_confirm",
    title=lambda: str(_("A description in the base waits for its author")),
    variables=variables("name", "number", "title", "link"),
    subject={
        "pl": "Opis do bazy dobrych praktyk: prosimy o sprawdzenie – {{ edition }}",
        "en": "Description for the base of practices: please check – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "z wniosku {{ number }} „{{ title }}” przygotowaliśmy opis do bazy dobrych "
            "praktyk. Na razie widzą go tylko redaktorzy bazy.\n\n"
            "Prosimy go przeczytać i potwierdzić albo napisać, co poprawić: "
            "{{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "from application {{ number }} “{{ title }}” we prepared a description for "
            "the base of good practices. So far only editors of the base see it.\n\n"
            "Please read it and confirm it, or write what to correct: {{ link }}\n"
        ),
    },
)

CARD_ANSWERED = register_template(
    "contest.card_answered",
    title=lambda: str(_("An author answered about a description in the base")),
    variables={**variables("name", "number", "title", "link"), "answer": _ANSWER},
    subject={
        "pl": "Odpowiedź autora w sprawie opisu {{ number }} – {{ edition }}",
        "en": "The author's answer about description {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "autor opisu „{{ title }}” (wniosek {{ number }}) odpowiedział:\n\n"
            "{{ answer }}\n\n"
            "Wszystkie opisy z tej edycji: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the author of “{{ title }}” (application {{ number }}) answered:\n\n"
            "{{ answer }}\n\n"
            "All descriptions of this edition: {{ link }}\n"
        ),
    },
)
