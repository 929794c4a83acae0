"""Letters to those who apply."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from miara.contest.letters.shared import address, send, variables
from miara.contest.queries.people import addressees_of
from miara.contest.queries.writing import hour_text
from miara.notifications.public import Variable, register_template

if TYPE_CHECKING:
    from miara.contest.models import Entry

__all__ = ["tell"]


def tell(kind: str, entry: Entry, *, at: datetime, **values: Any) -> None:
    """Write a letter to every author of an application, each in their language.

    Moments among the values become words of the reader's language.
    """
    for person in addressees_of(entry, now=at):
        with override(person.language):
            said: dict[str, Any] = {
                name: hour_text(value) if isinstance(value, datetime) else value
                for name, value in values.items()
            }
        send(
            kind,
            edition=entry.edition,
            to=person,
            at=at,
            about=entry,
            number=entry.number or "–",
            title=entry.title or "–",
            link=address("contest:entry", entry.uid, language=person.language),
            **said,
        )


ENTRY_SUBMITTED = register_template(
    "contest.entry_submitted",
    title=lambda: str(_("Confirmation that an application was submitted")),
    variables=variables("number", "title", "when", "sha256", "link"),
    subject={
        "pl": "Przyjęliśmy wniosek {{ number }} – {{ edition }}",
        "en": "We received application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "przyjęliśmy wniosek „{{ title }}”.\n\n"
            "Numer: {{ number }}\n"
            "Chwila wpływu: {{ when }}\n"
            "Skrót treści (SHA-256): {{ sha256 }}\n\n"
            "Potwierdzenie w PDF i stan wniosku: {{ link }}\n\n"
            "Do końca naboru wniosek można zastąpić nowszym albo wycofać.\n"
        ),
        "en": (
            "Hello,\n\n"
            "we received the application “{{ title }}”.\n\n"
            "Number: {{ number }}\n"
            "Received: {{ when }}\n"
            "Hash of the content (SHA-256): {{ sha256 }}\n\n"
            "Receipt as PDF and the state of the application: {{ link }}\n\n"
            "Until the call closes you can replace the application or withdraw it.\n"
        ),
    },
)

SUPPLEMENT_CALLED = register_template(
    "contest.supplement_called",
    title=lambda: str(_("Call for a supplement")),
    variables=variables("number", "title", "when", "reasons", "link"),
    subject={
        "pl": "Prosimy o uzupełnienie wniosku {{ number }} – {{ edition }}",
        "en": "Please supplement application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "wniosek „{{ title }}” wymaga uzupełnienia.\n"
            "\n"
            "Co trzeba uzupełnić:\n"
            "{{ reasons }}\n"
            "\n"
            "Termin: {{ when }}\n"
            "\n"
            "Wniosek jest otwarty do zmian. Po ich wprowadzeniu wyślij "
            "uzupełnienie na stronie wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the application “{{ title }}” needs a supplement.\n"
            "\n"
            "What is missing:\n"
            "{{ reasons }}\n"
            "\n"
            "Deadline: {{ when }}\n"
            "\n"
            "The application is open for changes. When they are made, send the "
            "supplement on the page of the application: {{ link }}\n"
        ),
    },
)

SUPPLEMENT_DUE = register_template(
    "contest.supplement_due",
    title=lambda: str(_("Reminder of a supplement")),
    variables=variables("number", "title", "when", "reasons", "link"),
    subject={
        "pl": "Przypomnienie: uzupełnienie wniosku {{ number }} – {{ edition }}",
        "en": "Reminder: supplement of application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "czekamy na uzupełnienie wniosku „{{ title }}”. Termin: {{ when }}\n"
            "\n"
            "Co trzeba uzupełnić:\n"
            "{{ reasons }}\n"
            "\n"
            "Strona wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "we wait for the supplement of the application “{{ title }}”. "
            "Deadline: {{ when }}\n"
            "\n"
            "What is missing:\n"
            "{{ reasons }}\n"
            "\n"
            "Page of the application: {{ link }}\n"
        ),
    },
)

SUPPLEMENT_RECEIVED = register_template(
    "contest.supplement_received",
    title=lambda: str(_("Confirmation that a supplement was received")),
    variables=variables("number", "title", "when", "sha256", "link"),
    subject={
        "pl": "Przyjęliśmy uzupełnienie wniosku {{ number }} – {{ edition }}",
        "en": "We received the supplement of application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "przyjęliśmy uzupełnienie wniosku „{{ title }}”.\n"
            "\n"
            "Chwila wpływu: {{ when }}\n"
            "Skrót treści (SHA-256): {{ sha256 }}\n"
            "\n"
            "Stan wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "we received the supplement of the application “{{ title }}”.\n"
            "\n"
            "Received: {{ when }}\n"
            "Hash of the content (SHA-256): {{ sha256 }}\n"
            "\n"
            "State of the application: {{ link }}\n"
        ),
    },
)

SUPPLEMENT_EXPIRED = register_template(
    "contest.supplement_expired",
    title=lambda: str(_("Notice that the time for a supplement is over")),
    variables=variables("number", "title", "when", "link"),
    subject={
        "pl": "Minął termin uzupełnienia wniosku {{ number }} – {{ edition }}",
        "en": "Time for the supplement of {{ number }} is over – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "termin uzupełnienia wniosku „{{ title }}” minął {{ when }}. Biuro "
            "konkursu podejmie decyzję na podstawie wniosku w wersji złożonej "
            "wcześniej.\n"
            "\n"
            "Stan wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the time for the supplement of the application “{{ title }}” ended "
            "on {{ when }}. The office decides on the version submitted before.\n"
            "\n"
            "State of the application: {{ link }}\n"
        ),
    },
)

ENTRY_ACCEPTED = register_template(
    "contest.entry_accepted",
    title=lambda: str(_("Decision: formally correct")),
    variables=variables("number", "title", "reasons", "link"),
    subject={
        "pl": "Wniosek {{ number }} spełnia wymogi formalne – {{ edition }}",
        "en": "Application {{ number }} is formally correct – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "wniosek „{{ title }}” spełnia wymogi formalne i trafia do oceny "
            "ekspertów.\n"
            "\n"
            "Uwagi biura: {{ reasons }}\n"
            "\n"
            "Stan wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the application “{{ title }}” is formally correct and goes to the "
            "experts.\n"
            "\n"
            "Notes of the office: {{ reasons }}\n"
            "\n"
            "State of the application: {{ link }}\n"
        ),
    },
)

ENTRY_REJECTED = register_template(
    "contest.entry_rejected",
    title=lambda: str(_("Decision: not admitted")),
    variables=variables("number", "title", "reasons", "link"),
    subject={
        "pl": "Wniosek {{ number }} nie został dopuszczony do oceny – {{ edition }}",
        "en": "Application {{ number }} is not admitted – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "wniosek „{{ title }}” nie został dopuszczony do oceny.\n"
            "\n"
            "Uzasadnienie:\n"
            "{{ reasons }}\n"
            "\n"
            "Szczegóły i możliwe dalsze kroki: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the application “{{ title }}” is not admitted to the assessment.\n"
            "\n"
            "Reasons:\n"
            "{{ reasons }}\n"
            "\n"
            "Details and what can be done: {{ link }}\n"
        ),
    },
)

ENTRY_EXCLUDED = register_template(
    "contest.entry_excluded",
    title=lambda: str(_("Decision: excluded from the contest")),
    variables=variables("number", "title", "reasons", "link"),
    subject={
        "pl": "Wniosek {{ number }} wykluczony z konkursu – {{ edition }}",
        "en": "Application {{ number }} is excluded – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "wniosek „{{ title }}” został wykluczony z konkursu.\n"
            "\n"
            "Uzasadnienie:\n"
            "{{ reasons }}\n"
            "\n"
            "Strona wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the application “{{ title }}” is excluded from the contest.\n"
            "\n"
            "Reasons:\n"
            "{{ reasons }}\n"
            "\n"
            "Page of the application: {{ link }}\n"
        ),
    },
)

APPEAL_DECIDED = register_template(
    "contest.appeal_decided",
    title=lambda: str(_("Answer to an appeal")),
    variables=variables("number", "title", "reasons", "link"),
    subject={
        "pl": "Odpowiedź na odwołanie w sprawie wniosku {{ number }} – {{ edition }}",
        "en": "Answer to the appeal about application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "rozpatrzyliśmy odwołanie w sprawie wniosku „{{ title }}”.\n"
            "\n"
            "Odpowiedź:\n"
            "{{ reasons }}\n"
            "\n"
            "Stan wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the appeal about the application “{{ title }}” has been decided.\n"
            "\n"
            "Answer:\n"
            "{{ reasons }}\n"
            "\n"
            "State of the application: {{ link }}\n"
        ),
    },
)

DEADLINE_GRANTED = register_template(
    "contest.deadline_granted",
    title=lambda: str(_("A later deadline for one application")),
    variables=variables("title", "when", "link"),
    subject={
        "pl": "Późniejszy termin złożenia wniosku – {{ edition }}",
        "en": "A later deadline for your application – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "wniosek „{{ title }}” można złożyć do: {{ when }}. Późniejszy "
            "termin dotyczy tylko tego wniosku.\n"
            "\n"
            "Strona wniosku: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "the application “{{ title }}” can be submitted until: {{ when }}. "
            "The later deadline holds for this application only.\n"
            "\n"
            "Page of the application: {{ link }}\n"
        ),
    },
)

PARTNER_ASKED = register_template(
    "contest.partner_asked",
    title=lambda: str(_("Request to a partner to confirm that it takes part")),
    variables={
        **variables("title", "link"),
        "lead": Variable(
            {"pl": "Zielonki", "en": "Zielonki"},
            lambda: str(_("name of the leading unit")),
        ),
        "person": Variable(
            {"pl": "Anna Przykładowa", "en": "Anna Przykładowa"},
            lambda: str(_("name of the person who asks")),
        ),
    },
    subject={
        "pl": "Prosimy o potwierdzenie udziału we wniosku – {{ edition }}",
        "en": "Please confirm that you take part in an application – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "{{ lead }} przygotowuje wniosek „{{ title }}” i wskazuje Państwa jako "
            "partnera. Prosi o to {{ person }}.\n\n"
            "Udział potwierdza się na tej stronie, konto nie jest potrzebne: "
            "{{ link }}\n\n"
            "Jeśli to pomyłka, tę wiadomość można pominąć.\n"
        ),
        "en": (
            "Hello,\n\n"
            "{{ lead }} prepares the application “{{ title }}” and names you as a "
            "partner. {{ person }} asks you for it.\n\n"
            "Confirm on this page, no account is needed: {{ link }}\n\n"
            "If this is a mistake, ignore the message.\n"
        ),
    },
)
