"""Letters about the call: the deadline moved, a question was answered."""

from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import VARIABLES, variables
from miara.notifications.public import Variable, register_template

DEADLINE_EXTENDED = register_template(
    "contest.deadline_extended",
    title=lambda: str(_("The deadline was moved")),
    variables=variables("when", "reasons", "link"),
    subject={
        "pl": "Nowy termin składania wniosków – {{ edition }}",
        "en": "A new deadline for applications – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "termin składania wniosków został przesunięty. Nowy termin: {{ when }} "
            "(czas polski).\n\n"
            "Powód: {{ reasons }}\n\n"
            "Data ogłoszenia konkursu i warunek czasu od wdrożenia się nie zmieniają. "
            "To, co już napisano, jest zachowane.\n\n"
            "Strona edycji: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the deadline for applications was moved. The new deadline: {{ when }} "
            "(Warsaw time).\n\n"
            "Reason: {{ reasons }}\n\n"
            "The day of the announcement and the time since implementation do not "
            "change. Everything you wrote is kept.\n\n"
            "Page of the edition: {{ link }}\n"
        ),
    },
)

QUESTION_ANSWERED = register_template(
    "contest.question_answered",
    title=lambda: str(_("A question about the rules was answered")),
    variables={
        "edition": VARIABLES["edition"],
        "question": Variable(
            {"pl": "Czy biblioteka może…", "en": "May a library…"},
            lambda: str(_("the question")),
        ),
        "answer": Variable(
            {"pl": "Tak, jeżeli…", "en": "Yes, if…"}, lambda: str(_("the answer"))
        ),
        "link": VARIABLES["link"],
    },
    subject={
        "pl": "Odpowiedź na pytanie – {{ edition }}",
        "en": "Answer to your question – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "Pytanie: {{ question }}\n\n"
            "Odpowiedź: {{ answer }}\n\n"
            "Wszystkie pytania i odpowiedzi: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "Question: {{ question }}\n\n"
            "Answer: {{ answer }}\n\n"
            "All questions and answers: {{ link }}\n"
        ),
    },
)
