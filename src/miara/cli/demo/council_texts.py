"""Resolutions and the debate of the demo's own unit, as plain rows; all fictional."""

from typing import Final, NamedTuple

__all__ = ["DEBATE", "QUESTIONS", "RESOLUTIONS", "ResolutionText"]


class ResolutionText(NamedTuple):
    """A resolution: how many years ago, the day of that year, and what was decided.

    ``number`` is completed with the year; ``deadline`` counts days from the present
    day; ``note`` says how it was carried out.
    """

    ago: int
    month: int
    day: int
    number: str
    title: str
    subject: str
    executor: str
    state: str
    deadline: int | None = None
    goals: str = ""
    note: str = ""


_ROADS: Final = "Kierownik Referatu Inwestycji i Dróg"
_UTILITIES: Final = "Kierownik Referatu Gospodarki Komunalnej"
_SCHOOLS: Final = "Kierownik Referatu Oświaty"
_SOCIAL: Final = "Kierownik Ośrodka Pomocy Społecznej"
_LIBRARY: Final = "Dyrektor Biblioteki"

RESOLUTIONS: Final = (
    ResolutionText(
        *(2, 12, 18, "VII/61", "w sprawie uchwalenia budżetu gminy na następny rok"),
        *("budżet", "Skarbnik", "EXECUTED", None, "II.2"),
        note="Sprawozdanie złożono radzie i regionalnej izbie obrachunkowej.",
    ),
    ResolutionText(
        *(2, 12, 18, "VII/62", "w sprawie wieloletniej prognozy finansowej gminy"),
        *("budżet", "Skarbnik", "REPEALED", None, "II.2"),
        note="Zastąpiona prognozą uchwaloną rok później.",
    ),
    ResolutionText(
        *(2, 10, 24, "VI/48", "w sprawie stawek podatku od nieruchomości"),
        *("podatki", "Skarbnik", "EXECUTED", None, "II.2"),
    ),
    ResolutionText(
        *(1, 1, 29, "VIII/65", "w sprawie planu pracy Rady Gminy"),
        *("organizacja rady", "Sekretarz", "EXECUTED"),
    ),
    ResolutionText(
        *(1, 2, 26, "IX/68", "w sprawie przyjęcia programu opieki nad zabytkami"),
        *("kultura", "Sekretarz", "IN_EXECUTION", 400, "I.3"),
        note="Zlecono spis zabytków; wykonawca złożył pierwszą część.",
    ),
    ResolutionText(
        *(1, 2, 26, "IX/69", "w sprawie funduszu sołeckiego na następny rok"),
        *("sołectwa", "Skarbnik", "EXECUTED", None, "II.2"),
    ),
    ResolutionText(
        *(1, 3, 27, "X/74", "w sprawie regulaminu utrzymania czystości i porządku"),
        *("odpady", _UTILITIES, "EXECUTED", None, "III.1"),
    ),
    ResolutionText(
        1,
        3,
        27,
        "X/75",
        "w sprawie przystąpienia do sporządzenia planu ogólnego gminy",
        "planowanie przestrzenne",
        _ROADS,
        "IN_EXECUTION",
        60,
        "III.2",
        "Zebrano wnioski mieszkańców, projekt jest u projektanta.",
    ),
    ResolutionText(
        *(1, 3, 27, "X/76", "w sprawie określenia kryteriów naboru do przedszkoli"),
        *("oświata", _SCHOOLS, "ANNULLED", None, "I.1"),
        note="Wojewoda stwierdził nieważność; nową uchwałę podjęto w kwietniu.",
    ),
    ResolutionText(
        *(1, 4, 24, "XI/80", "w sprawie kryteriów naboru do przedszkoli"),
        *("oświata", _SCHOOLS, "EXECUTED", None, "I.1"),
    ),
    ResolutionText(
        *(1, 4, 24, "XI/81", "w sprawie programu osłonowego dla seniorów"),
        *("pomoc społeczna", _SOCIAL, "IN_EXECUTION", 20, "I.2"),
        note="Wsparcie otrzymało 46 osób; trwa nabór na drugie półrocze.",
    ),
    ResolutionText(
        *(1, 5, 29, "XII/85", "w sprawie zmian w budżecie gminy"),
        *("budżet", "Skarbnik", "EXECUTED", None, "II.2"),
    ),
    ResolutionText(
        *(1, 5, 29, "XII/86", "w sprawie nadania nazwy ulicy Lipowej w Zarzeczu"),
        *("drogi", _ROADS, "EXECUTED", None, "III.2"),
    ),
    ResolutionText(
        *(1, 6, 26, "XIII/90", "w sprawie udzielenia Wójtowi wotum zaufania"),
        *("organy gminy", "", "EXECUTED"),
    ),
    ResolutionText(
        *(1, 6, 26, "XIII/91", "w sprawie absolutorium z tytułu wykonania budżetu"),
        *("organy gminy", "", "EXECUTED"),
    ),
    ResolutionText(
        *(1, 8, 28, "XIV/95", "w sprawie konsultacji budżetu obywatelskiego"),
        *("udział mieszkańców", "Sekretarz", "EXECUTED", None, "II.2"),
    ),
    ResolutionText(
        *(1, 9, 25, "XV/99", "w sprawie pomocy finansowej na remont drogi powiatowej"),
        *("drogi", _ROADS, "IN_EXECUTION", -25, "III.2"),
        note="Powiat przesunął roboty o kwartał; termin wymaga zmiany.",
    ),
    ResolutionText(
        *(1, 10, 30, "XVI/104", "w sprawie programu współpracy z organizacjami"),
        *("udział mieszkańców", "Sekretarz", "EXECUTED"),
    ),
    ResolutionText(
        *(1, 11, 27, "XVII/108", "w sprawie dotacji do wymiany źródeł ciepła"),
        *("środowisko", _UTILITIES, "IN_EXECUTION", 120, "III.3"),
        note="Podpisano 31 umów z mieszkańcami.",
    ),
    ResolutionText(
        *(1, 12, 18, "XVIII/112", "w sprawie uchwalenia budżetu na następny rok"),
        *("budżet", "Skarbnik", "IN_EXECUTION", None, "II.2"),
    ),
    ResolutionText(
        *(1, 12, 18, "XVIII/113", "w sprawie wieloletniej prognozy finansowej"),
        *("budżet", "Skarbnik", "IN_EXECUTION", None, "II.2"),
    ),
    ResolutionText(
        *(1, 12, 18, "XVIII/114", "w sprawie apelu o zachowanie połączeń kolejowych"),
        *("transport", "Wójt", "LAPSED"),
        note="Przewoźnik utrzymał rozkład; apel stracił przedmiot.",
    ),
    ResolutionText(
        *(0, 1, 29, "XIX/118", "w sprawie planu pracy Rady Gminy"),
        *("organizacja rady", "Sekretarz", "IN_EXECUTION", 30),
    ),
    ResolutionText(
        *(0, 1, 29, "XIX/119", "w sprawie utworzenia filii biblioteki w Kamionce"),
        *("kultura", _LIBRARY, "ADOPTED", 90, "I.3"),
    ),
    ResolutionText(
        *(0, 1, 29, "XIX/120", "w sprawie dopłat do taryfy za ścieki"),
        *("woda i ścieki", _UTILITIES, "ADOPTED", None, "III.1"),
    ),
)

DEBATE: Final = {
    "place": "sala nr 3 Urzędu Gminy, ul. Rynek 1; wejście z windą od strony parku",
    "introduction": "Raport mówi, co gmina zrobiła w ubiegłym roku z planów, uchwał i "
    "pieniędzy. Każdy może przyjść i posłuchać. Kto chce zabrać głos, składa "
    "zgłoszenie z podpisami. Obrady są tłumaczone na polski język migowy.",
    "report_link": "https://bip.example.pl/raport-o-stanie-gminy",
    "broadcast_link": "https://sesje.example.pl/rada",
    "submission_place": "Biuro Rady, pokój 12, w godzinach pracy urzędu, albo pocztą; "
    "liczy się dzień, w którym zgłoszenie dotrze do urzędu.",
    "privacy_note": "Dane ze zgłoszenia przetwarza Przewodniczący Rady Gminy po to, by "
    "dopuścić Cię do głosu w debacie. Zgłoszenia niszczymy po roku. Masz prawo dostępu "
    "do danych i ich poprawienia.\n\nInspektor ochrony danych: iod@example.pl.",
}

#: Asked by, question, answer, shown to everybody.
QUESTIONS: Final = (
    (
        "RESIDENT",
        "Dlaczego kanalizacja w Zarzeczu opóźniła się o rok?",
        "W pierwszym przetargu nie było ofert. Umowę podpisano jesienią.",
        True,
    ),
    (
        "RESIDENT",
        "Ile osób czeka na usługi opiekuńcze i jak długo?",
        "Na koniec roku czekało 11 osób, średnio 34 dni. Rok wcześniej 52 dni.",
        True,
    ),
    (
        "COUNCILLOR",
        "Które uchwały z ubiegłego roku nie zostały wykonane w terminie?",
        "",
        False,
    ),
)
