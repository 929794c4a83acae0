"""Letters to experts."""

from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import variables
from miara.notifications.public import register_template

EXPERT_INVITED = register_template(
    "contest.expert_invited",
    title=lambda: str(_("Invitation of an expert")),
    variables=variables("name", "link"),
    subject={
        "pl": "Zaproszenie do grona ekspertów – {{ edition }}",
        "en": "Invitation to assess applications – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "zapraszamy do oceny wniosków w konkursie {{ edition }}.\n\n"
            "Na tej stronie można zaproszenie przyjąć albo odmówić: {{ link }}\n\n"
            "Przyjęcie wymaga konta z adresem, na który przyszedł ten list, "
            "i oświadczenia o poufności. Odmowa nie wymaga konta.\n"
        ),
        "en": (
            "Hello,\n\n"
            "we invite you to assess applications in {{ edition }}.\n\n"
            "Accept or decline here: {{ link }}\n\n"
            "To accept you need an account with the address this letter came to, and "
            "a statement of confidentiality. To decline you need no account.\n"
        ),
    },
)

EXPERT_ASSIGNED = register_template(
    "contest.expert_assigned",
    title=lambda: str(_("Applications entrusted to an expert")),
    variables=variables("name", "when", "link"),
    subject={
        "pl": "Wnioski do oceny – {{ edition }}",
        "en": "Applications to assess – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "powierzyliśmy Państwu wnioski do oceny.\n\n"
            "Lista: {{ link }}\n"
            "Termin: {{ when }}\n\n"
            "Przed otwarciem wniosku prosimy o oświadczenie o bezstronności.\n"
        ),
        "en": (
            "Hello,\n\n"
            "applications were entrusted to you.\n\n"
            "Your list: {{ link }}\n"
            "Deadline: {{ when }}\n\n"
            "Before an application opens we ask you to declare your impartiality.\n"
        ),
    },
)

EXPERT_REMINDED = register_template(
    "contest.expert_reminded",
    title=lambda: str(_("Reminder of applications not assessed yet")),
    variables=variables("name", "count", "when", "link"),
    subject={
        "pl": "Wnioski czekają na ocenę – {{ edition }}",
        "en": "Applications wait for your marks – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "liczba wniosków, które czekają na ocenę: {{ count }}.\n"
            "Najbliższy termin: {{ when }}\n\n"
            "Lista: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "applications that wait for your marks: {{ count }}.\n"
            "Nearest deadline: {{ when }}\n\n"
            "Your list: {{ link }}\n"
        ),
    },
)
