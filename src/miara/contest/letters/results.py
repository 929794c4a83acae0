"""Letters about visits, meetings of the jury and results.

Letters with results are written by the calendar after the moment of the release, never
before, so that none can leave too early.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import variables
from miara.notifications.public import Variable, register_template

_AWARD: Final = Variable(
    {"pl": "I miejsce", "en": "1st place"}, lambda: str(_("title given by the jury"))
)
_PLACE: Final = Variable(
    {"pl": "Urząd Gminy Zielonki", "en": "Zielonki municipal office"},
    lambda: str(_("place")),
)
_DIPLOMA: Final = Variable(
    {
        "pl": "https://miara.example/dyplom/…",
        "en": "https://miara.example/en/dyplom/…",
    },
    lambda: str(_("address of the diploma, a dash when there is none")),
)

VISIT_PLANNED = register_template(
    "contest.visit_planned",
    title=lambda: str(_("A site visit was planned")),
    variables={**variables("name", "number", "title", "when"), "place": _PLACE},
    subject={
        "pl": "Wizyta w sprawie wniosku {{ number }} – {{ edition }}",
        "en": "Site visit about application {{ number }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "planujemy wizytę w sprawie wniosku „{{ title }}”.\n\n"
            "Termin: {{ when }}\n"
            "Miejsce: {{ place }}\n\n"
            "Jeśli termin nie odpowiada, prosimy o kontakt z sekretariatem konkursu.\n"
        ),
        "en": (
            "Hello,\n\n"
            "we are planning a visit about the application “{{ title }}”.\n\n"
            "Time: {{ when }}\n"
            "Place: {{ place }}\n\n"
            "If the time does not suit you, please tell the secretariat.\n"
        ),
    },
)

JURY_CALLED = register_template(
    "contest.jury_called",
    title=lambda: str(_("A meeting of the jury was called")),
    variables={**variables("name", "when", "link"), "place": _PLACE},
    subject={
        "pl": "Posiedzenie kapituły – {{ edition }}",
        "en": "Meeting of the jury – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "zapraszamy na posiedzenie kapituły.\n\n"
            "Termin: {{ when }}\n"
            "Miejsce: {{ place }}\n\n"
            "Porządek obrad i materiały: {{ link }}\n\n"
            "Prosimy wcześniej zgłosić wnioski, w których sprawie nie mogą Państwo "
            "orzekać.\n"
        ),
        "en": (
            "Hello,\n\n"
            "we invite you to a meeting of the jury.\n\n"
            "Time: {{ when }}\n"
            "Place: {{ place }}\n\n"
            "Agenda and papers: {{ link }}\n\n"
            "Please report beforehand the applications you may not decide about.\n"
        ),
    },
)

FINALISTS_OUT = register_template(
    "contest.finalists_out",
    title=lambda: str(_("Finalists are public")),
    variables=variables("name", "number", "title", "link"),
    subject={
        "pl": "Ogłosiliśmy finalistów – {{ edition }}",
        "en": "Finalists announced – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "ogłosiliśmy listę finalistów konkursu {{ edition }}, w którym bierze "
            "udział wniosek {{ number }} „{{ title }}”.\n\n"
            "Lista finalistów: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "we announced the finalists of {{ edition }}, in which your application "
            "{{ number }} “{{ title }}” takes part.\n\n"
            "The finalists: {{ link }}\n"
        ),
    },
)

RESULTS_OUT = register_template(
    "contest.results_out",
    title=lambda: str(_("Results are public")),
    variables=variables("name", "number", "title", "link"),
    subject={
        "pl": "Ogłosiliśmy wyniki – {{ edition }}",
        "en": "Results announced – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "ogłosiliśmy wyniki konkursu {{ edition }}. Dziękujemy za wniosek "
            "{{ number }} „{{ title }}”.\n\n"
            "Wyniki z uzasadnieniami: {{ link }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "we announced the results of {{ edition }}. Thank you for the application "
            "{{ number }} “{{ title }}”.\n\n"
            "Results with justifications: {{ link }}\n"
        ),
    },
)

AWARD_GIVEN = register_template(
    "contest.award_given",
    title=lambda: str(_("An application got a title")),
    variables={
        **variables("name", "number", "title", "link"),
        "award": _AWARD,
        "diploma": _DIPLOMA,
    },
    subject={
        "pl": "Gratulujemy: {{ award }} – {{ edition }}",
        "en": "Congratulations: {{ award }} – {{ edition }}",
    },
    text={
        "pl": (
            "Dzień dobry,\n\n"
            "z radością zawiadamiamy, że kapituła przyznała wnioskowi {{ number }} "
            "„{{ title }}” tytuł: {{ award }}.\n\n"
            "Wyniki z uzasadnieniami: {{ link }}\n"
            "Dyplom: {{ diploma }}\n"
        ),
        "en": (
            "Hello,\n\n"
            "we are glad to tell you that the jury gave application {{ number }} "
            "“{{ title }}” the title: {{ award }}.\n\n"
            "Results with justifications: {{ link }}\n"
            "Diploma: {{ diploma }}\n"
        ),
    },
)
