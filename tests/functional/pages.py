"""Every page: where it is, who looks at it, and which addresses answer with none."""

import re
from dataclasses import dataclass

from django.urls import Resolver404, resolve

__all__ = [
    "ACCOUNTS",
    "ARCHIVE",
    "CONTEST",
    "DESK",
    "EMPTY_ARCHIVE",
    "FINISHED",
    "INDICATORS",
    "NOT_IN_THE_SAMPLE",
    "NO_PAGES",
    "OTHERS",
    "PRACTICES",
    "QUIET_DESK",
    "UNITS",
    "UNPUBLISHED",
    "WITHOUT_SHAPES",
    "Page",
    "scanned",
]


@dataclass(frozen=True)
class Page:
    """An address, what it answers with, and how it is looked at.

    ``unfolds`` asks for a second look with everything folded opened; a frame for
    other sites has no heading of its own. Braces name what a test has made.
    """

    path: str
    status: int = 200
    unfolds: bool = False
    is_frame: bool = False

    def __str__(self) -> str:
        return self.path


UNITS = [
    Page("/"),
    Page("/jednostki/"),
    Page("/jednostki/?q=zielonki"),
    Page("/jednostki/?q=nikt-taki"),
    Page("/jednostki/?poziom=powiat"),
    Page("/jednostki/120617-zielonki/"),
    Page("/jednostki/1206-krakowski/"),
    Page("/jednostki/12-malopolskie/"),
    Page("/jednostki/126101-krakow/?poziom=powiat"),
    Page("/osadz/jednostki/120617-zielonki/", is_frame=True),
    Page("/porownanie/"),
    Page("/porownanie/?j=120617&j=126101"),
    Page("/porownanie/?j=120617&j=126101&j=120101&j=120102"),
    Page("/grupy/nowa/"),
]
INDICATORS = [
    Page("/wskazniki/"),
    Page("/wskazniki/?q=nic-takiego"),
    Page("/wskazniki/fires_per_1000/", unfolds=True),
    Page("/wskazniki/fires_per_1000/?j=120617"),
    Page("/wskazniki/library_loans/"),
    Page("/wskazniki/wb1_current_revenue_share/"),
    Page("/osadz/wskazniki/fires_per_1000/mapa/?j=120617", is_frame=True),
]
OTHERS = [
    Page("/metoda/"),
    Page("/zrodla/"),
    Page("/wydania/"),
    Page("/wydania/{vintage}/"),
    Page("/api/v1/", unfolds=True),
    Page("/zglos-blad/", unfolds=True),
    Page("/zglos-blad/?w=fires_per_1000&j=120617&o=2020", unfolds=True),
    Page("/jednostki/120617-zielonki/powiadomienia/", unfolds=True),
    Page("/powiadomienia/{token}/", unfolds=True),
    Page("/powiadomienia/{token}/koniec/", unfolds=True),
    Page("/deklaracja-dostepnosci/"),
    Page("/prywatnosc/"),
    Page("/konto/logowanie/"),
    Page("/konto/logowanie/urzad/"),
    Page("/konto/rejestracja/"),
    Page("/konto/haslo/nowe/"),
    Page("/konto/haslo/nowe/wyslane/"),
    Page("/konto/haslo/nowe/1-nie-ma/"),
    Page("/konto/haslo/zmienione/"),
    Page("/konto/nieczynne/"),
    Page("/konto/adres/potwierdz/"),
    Page("/konto/adres/potwierdz/nie-ma/"),
    Page("/konto/zaproszenie/nie-ma/", status=410),
    Page("/konto/urzad/przerwane/"),
    Page("/konto/urzad/blad/", status=401),
    Page("/nie-ma-takiej/", status=404),
]
ACCOUNTS = [
    Page("/konto/"),
    Page("/konto/ludzie/jednostka-120617/"),
    Page("/konto/administrator/"),
    Page("/konto/wnioski/"),
    Page("/konto/polaczenia/"),
    Page("/konto/polaczenia/nowe/saml/"),
    Page("/konto/drugi-skladnik/"),
    Page("/konto/adres/"),
    Page("/konto/haslo/"),
    Page("/konto/potwierdz-haslo/"),
    Page("/konto/urzad/"),
    Page("/konto/wylogowanie/"),
    Page("/konto/organizacje/"),
    Page("/konto/organizacje/nowa/"),
    Page("/deklaracja-dostepnosci/edycja/"),
    Page("/prywatnosc/edycja/"),
]
DESK = [
    Page("/operator/"),
    Page("/operator/import/"),
    Page("/operator/pliki/"),
    Page("/operator/pliki/{load}/"),
    Page("/operator/wydania/"),
    Page("/operator/wydania/{vintage}/"),
    Page("/operator/pobieranie/"),
    Page("/operator/jakosc/"),
    Page("/operator/zgloszenia/", unfolds=True),
    Page("/operator/zgloszenia/{report}/", unfolds=True),
    Page("/operator/dziennik/"),
    Page("/zrodla/{load}/"),
]
# Served, but without boundaries: a page without its map.
WITHOUT_SHAPES = [
    Page("/wskazniki/fires_per_1000/"),
    Page("/wskazniki/library_loans/"),
]
ARCHIVE = [
    Page("/konkursy/archiwum/"),
    Page("/konkursy/archiwum/slz-2007/"),
    Page("/konkursy/archiwum/slz-2010/"),
    Page("/konkursy/archiwum/slz-2011/"),
    Page("/konkursy/archiwum/jednostki/"),
    Page("/konkursy/archiwum/jednostki/?od=2023&do=2007"),
]
EMPTY_ARCHIVE = [Page("/konkursy/archiwum/"), Page("/konkursy/archiwum/jednostki/")]
UNPUBLISHED = [Page("/"), Page("/styl/"), Page("/konto/logowanie/")]
QUIET_DESK = [Page("/operator/zgloszenia/")]

# Pages of the contest by who looks at them (`tests/factories/contest_site.py`).
CONTEST = {
    "anonymous": [
        Page("/konkursy/"),
        Page("/{edition}/"),
        Page("/{edition}/regulamin/"),
        Page("/{edition}/pytania/", unfolds=True),
        Page("/{edition}/zgloszenia/"),
        Page("/{edition}/zgloszenia/{entry}/"),
        Page("/{edition}/finalisci/"),
        Page("/{edition}/wyniki/"),
        Page("/{edition}/prasa/"),
        Page("/potwierdzenie/"),
        Page("/dyplom/"),
        Page("/dyplom/NIEMATAKIEGO/", status=404),
        Page("/zgloszenia/partner/{partner_link}/"),
        Page("/ocena/zaproszenie/{invitation}/", unfolds=True),
    ],
    "author": [
        Page("/{edition}/zglos/"),
        Page("/zgloszenia/"),
        Page("/zgloszenia/{draft}/"),
        Page("/zgloszenia/{rejected}/"),
        Page("/zgloszenia/{draft}/dane/"),
        Page("/zgloszenia/{submitted}/historia/", unfolds=True),
        Page("/zgloszenia/{draft}/osoby/"),
        Page("/zgloszenia/{draft}/podpisy/"),
        Page("/zgloszenia/{draft}/podpisy/1/"),
        Page("/zgloszenia/{draft}/zloz/"),
        Page("/zgloszenia/{submitted}/wycofaj/"),
        Page("/zgloszenia/{supplement}/uzupelnienie/"),
        Page("/zgloszenia/{rejected}/odwolanie/"),
    ],
    "checker": [
        Page("/{edition}/biuro/zgloszenia/"),
        Page("/{edition}/biuro/zgloszenia/papier/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/", unfolds=True),
        Page("/{edition}/biuro/zgloszenia/{copied}/przepisywanie/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/papier/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/podpis/{signed}/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/wersja/1/"),
        Page("/formularze/{sheet}/"),
        Page("/formularze/{sheet}/czesc/first/"),
        Page("/formularze/{sheet}/czesc/second/"),
        Page("/formularze/{sheet}/podglad/"),
        Page("/formularze/{sheet}/historia/"),
        Page("/formularze/{sheet}/wczytaj/"),
    ],
    "expert": [
        Page("/ocena/"),
        Page("/ocena/{assignment}/", unfolds=True),
    ],
    "undeclared": [Page("/ocena/{undeclared}/oswiadczenie/")],
    "juror": [
        Page("/{edition}/wizyty/{visit}/"),
        Page("/{edition}/kapitula/wnioski/{entry}/", unfolds=True),
    ],
    "chair": [
        Page("/{edition}/biuro/ranking/", unfolds=True),
        Page("/{edition}/kapitula/"),
        Page("/{edition}/kapitula/posiedzenia/{meeting}/", unfolds=True),
        Page("/{edition}/kapitula/ogloszenie/", unfolds=True),
        Page("/{edition}/biuro/dyplomy/zadania/{job}/"),
    ],
    "organiser": [
        Page("/konkursy/nowy/"),
        Page("/konkursy/{contest}/nowa-edycja/"),
        Page("/{edition}/biuro/"),
        Page("/{edition}/biuro/termin/"),
        Page("/{edition}/biuro/ustawienia/"),
        Page("/{edition}/biuro/ustawienia/nabor/"),
        Page("/{edition}/biuro/ustawienia/dotacja/"),
        Page("/{edition}/biuro/ustawienia/formularz/"),
        Page("/{edition}/biuro/ustawienia/protokol-wizyty/"),
        Page("/{edition}/biuro/ustawienia/zasady/conditions/"),
        Page("/{edition}/biuro/ustawienia/zasady/signatures/"),
        Page("/{edition}/biuro/ustawienia/zasady/marks/"),
        Page("/{edition}/biuro/ustawienia/dziedziny/"),
        Page("/{edition}/biuro/ustawienia/kryteria/"),
        Page("/{edition}/biuro/ustawienia/kalendarz/dodaj/"),
        Page("/{edition}/biuro/ustawienia/dziedziny/{domain}/"),
        Page("/{edition}/biuro/teksty/"),
        Page("/{edition}/biuro/teksty/zaproszenie/", unfolds=True),
        Page("/{edition}/biuro/teksty/zgoda/{approval}/"),
        Page("/{edition}/biuro/zaproszenia/"),
        Page("/{edition}/biuro/pytania/"),
        Page("/{edition}/biuro/pytania/{question}/"),
        Page("/{edition}/biuro/grupy/"),
        Page("/{edition}/biuro/grupy/{entry}/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/termin/"),
        Page("/{edition}/biuro/zgloszenia/{submitted}/wyklucz/"),
        Page("/{edition}/biuro/zgloszenia/{rejected}/odwolanie/"),
        Page("/{edition}/biuro/eksperci/"),
        Page("/{edition}/biuro/eksperci/nowy/"),
        Page("/{edition}/biuro/eksperci/import/"),
        Page("/{edition}/biuro/eksperci/{assigned}/"),
        Page("/{edition}/biuro/konflikty/", unfolds=True),
        Page("/{edition}/biuro/przydzial/", unfolds=True),
        Page("/{edition}/biuro/przydzial/{plan}/", unfolds=True),
        Page("/{edition}/biuro/postep/"),
        Page("/{edition}/biuro/postep/{entry}/"),
        Page("/{edition}/biuro/wizyty/"),
        Page("/{edition}/biuro/sklad-kapituly/"),
        Page("/{edition}/biuro/osoby/"),
        Page("/{edition}/biuro/dyplomy/"),
        Page("/{letters}/"),
        Page("/{letters}/wzory/"),
        Page("/{letters}/wzory/contest.entry_submitted/pl/"),
        Page("/{letters}/wysylki/"),
        Page("/{letters}/wysylki/nowa/"),
        Page("/{letters}/rozmowy/"),
        Page("/poczta/wysylka/{dispatch}/"),
        Page("/poczta/wysylka/{dispatch}/dowod/{proof}/"),
        Page("/poczta/wiadomosc/{message}/"),
        Page("/adresy/"),
        Page("/adresy/import/"),
        Page("/adresy/import/{list}/"),
        Page("/adresy/jednostka/120617/"),
        Page("/formularze/zbior/EDITION/{edition_uid}/"),
        Page("/formularze/wersje/{version}/"),
        Page("/formularze/wersje/{next_version}/"),
        Page("/formularze/wersje/{next_version}/przeniesienie/"),
        Page("/formularze/wersje/{next_version}/czesc/"),
        Page("/formularze/wersje/{next_version}/czesc/first/"),
        Page("/formularze/wersje/{next_version}/czesc/first/pole/"),
        Page("/formularze/wersje/{next_version}/pole/colour/"),
        Page("/formularze/wersje/{next_version}/pole/papers/"),
    ],
    "operator": [Page("/operator/poczta/"), Page("/poczta/site/0/")],
}
# The same when it is over.
FINISHED = {
    "anonymous": [
        Page("/{edition}/"),
        Page("/{edition}/wyniki/"),
        Page("/{edition}/prasa/"),
        Page("/dyplom/{diploma}/"),
    ],
    "author": [Page("/zgloszenia/{entry}/informacja-zwrotna/")],
    "organiser": [
        Page("/{edition}/biuro/dyplomy/"),
        Page("/{edition}/biuro/dyplomy/{diploma}/"),
        Page("/{edition}/biuro/zamkniecie/", unfolds=True),
        Page("/{edition}/biuro/zamkniecie/zadanie/{job}/"),
        Page("/{edition}/biuro/dane-osobowe/"),
        Page("/{edition}/biuro/kto-czytal/"),
        Page("/{edition}/biuro/dobre-praktyki/"),
        Page("/{edition}/biuro/informacja-zwrotna/"),
        Page("/{edition}/biuro/informacja-zwrotna/{second}/"),
    ],
}

# The base of good practices: by whom each page is opened.
PRACTICES: dict[str, list[Page]] = {
    "anonymous": [
        Page("/praktyki/", unfolds=True),
        Page("/praktyki/?q=autobusem"),
        Page("/praktyki/?q=nic-takiego-nie-ma"),
        Page("/praktyki/{card}/"),
        Page("/praktyki/{archived}/"),
        Page("/praktyki/{card}/zapytaj/"),
        Page("/praktyki/pytanie/{question}/"),
        Page("/praktyki/osadzanie/?tlo=fff&tekst=999&linki=zle"),
        Page("/praktyki/osadzanie/?co=karta&nr={number}"),
        Page("/osadz/praktyki/?pole=1", is_frame=True),
        Page("/osadz/praktyki/?q=nic-takiego-nie-ma", is_frame=True),
        Page("/osadz/praktyki/szukaj/", is_frame=True),
        Page("/osadz/praktyki/{card}/?tlo=102030&tekst=304050", is_frame=True),
        Page("/osadz/praktyki/999999/", status=404, is_frame=True),
        Page("/dawna-baza/?adres=nie-ma", status=404),
    ],
    "editor": [
        Page("/praktyki/{card}/"),
        Page("/baza/przenoszenie/", unfolds=True),
    ],
}

# Addresses that never answer with a page: files, parts of pages, acts, answers for
# programs and for other servers.
NO_PAGES = {
    "core:alive",
    "core:ready",
    "api-data:indicator_detail",
    "api-data:indicator_list",
    "api-data:indicator_table",
    "api-data:nothing",
    "api-data:openapi-json",
    "api-data:peer_list",
    "api-data:peer_table",
    "api-data:unit_detail",
    "api-data:unit_list",
    "api-data:unit_table",
    "api-data:value_list",
    "api-data:value_table",
    "api-data:vintage_list",
    "api-data:vintage_table",
    "accounts:export",
    "accounts:invitation-withdraw",
    "accounts:provider-switch",
    "accounts:request-document",
    "accounts:request-withdraw",
    "accounts:role-end",
    "mfa_download_recovery_codes",
    "openid_connect_callback",
    "openid_connect_login",
    "saml_acs",
    "saml_finish_acs",
    "saml_login",
    "saml_metadata",
    "saml_sls",
    "indicators:chart-file",
    "indicators:compare-data",
    "indicators:corrections-file",
    "indicators:feed",
    "indicators:feed-indicator",
    "indicators:feed-unit",
    "indicators:indicator-file",
    "indicators:indicators-file",
    "indicators:operator-compute",
    "indicators:operator-harvest-switch",
    "indicators:operator-import-again",
    "indicators:operator-load-withdraw",
    "indicators:operator-publish",
    "indicators:operator-quality-data",
    "indicators:sources-file",
    "indicators:suggestions",
    "indicators:unit-data",
    "indicators:unit-picture",
    "indicators:vintage-file",
    "notifications:bounce-clear",
    "notifications:directory-file",
    "notifications:dispatch-file",
    "questionnaires:attachment",
    "questionnaires:docx",
    "questionnaires:export",
    "questionnaires:field",
    "questionnaires:pdf",
    "questionnaires:presence",
    "questionnaires:save-field",
    "questionnaires:upload",
    "contest:application-file",
    "contest:application-pdf",
    "contest:application-signature-file",
    "contest:archive-edition-file",
    "contest:archive-file",
    "contest:archive-units-file",
    "contest:calendar",
    "contest:closing-package",
    "contest:conflict-decide",
    "contest:consensus",
    "contest:diploma-file",
    "contest:document",
    "contest:entry-copy",
    "contest:entry-receipt",
    "contest:entry-signature-remove",
    "contest:entry-signed-file",
    "contest:entry-version",
    "contest:expert-leave",
    "contest:held-person",
    "contest:jury-minutes",
    "contest:jury-paper-file",
    "contest:logo",
    "contest:own-data",
    "contest:partner-ask",
    "contest:plan-adopt",
    "contest:plan-file",
    "contest:plan-improve",
    "contest:plan-new",
    "contest:plan-pairs",
    "contest:plan-wishes",
    "contest:press-open",
    "contest:press-sealed",
    "contest:progress-close",
    "contest:publish",
    "contest:ranking-file",
    "contest:reading-file",
    "contest:release-diplomas",
    "contest:release-press",
    "contest:release-withdraw",
    "contest:results-csv",
    "contest:results-json",
    "contest:save-mark",
    "contest:take-back",
    "contest:text-preview",
    "contest:visit-file",
    "moving:move",
    "moving:rest",
    "practices:card-data",
    "practices:cards-file",
    "practices:feed",
    "practices:suggestions",
    "sharing:colours",
}
# Pages in a state that the sample has not: a second factor, a login through an office,
# a request or a group of somebody, work in progress, a description of a good practice;
# a letter is HTML of its own.
NOT_IN_THE_SAMPLE = {
    "account_set_password",
    "accounts:close",
    "accounts:organisation",
    "accounts:provider",
    "accounts:request",
    "contest:application-card",
    "contest:card-ask",
    "contest:entry-card",
    "indicators:group",
    "indicators:operator-job",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "moving:former-path",
    "moving:report",
    "mfa_view_recovery_codes",
    "notifications:message-html",
    "socialaccount_signup",
}
_SAMPLES = {
    "edition": "konkursy/lider/2026",
    "letters": "poczta/contest.edition/1",
    "token": "a" * 43,
}


def _name_of(page: Page) -> str:
    """Name of the address of a page; empty where there is none."""
    path = re.sub(
        r"\{(\w+)\}", lambda found: _SAMPLES.get(found[1], "1"), page.path
    ).partition("?")[0]
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def scanned() -> set[str]:
    """Names of all addresses that are looked at."""
    plain = [UNITS, INDICATORS, OTHERS, ACCOUNTS, DESK, UNPUBLISHED, ARCHIVE]
    tables = [*plain, *CONTEST.values(), *FINISHED.values(), *PRACTICES.values()]
    return {name for table in tables for page in table if (name := _name_of(page))}
