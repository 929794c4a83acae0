"""One thing of every kind that people make, so that no page of the demo is empty.

Each function makes its thing once: running the demo again finds it.
"""

from datetime import date, datetime, timedelta

from django.conf import settings

from miara.accounts.actions.invitations import invite
from miara.accounts.actions.requests import ask_to_administer
from miara.accounts.models import AdministratorRequest, Invitation, User
from miara.accounts.public import RoleCode, unit_scope
from miara.cli.demo.paper import one_page
from miara.cli.demo.people import HOME_UNIT
from miara.core.localized import Localized
from miara.core.personal_data import LegalBasis
from miara.indicators.models import (
    ErrorReport,
    PeerGroup,
    PublishedVintage,
    Subscription,
)
from miara.organisations.public import Organisation, add_member, create_organisation
from miara.sample.public import PLACES_TO_SEE, SLIP
from miara.units import public as units
from miara.units.public import Level, UnitFacts
from miara.web.statements.actions import save_accessibility, save_privacy
from miara.web.statements.models import AccessibilityStatement, Party, Processing

__all__ = ["GROUP_ADDRESS", "after_publication", "before_publication"]

GROUP_ADDRESS = "dolina-brzezianki"
_GROUP = ("980106", "980107", "980108", "980109", "980110", "980111")
_READER = "czytelnik@example.pl"


def before_publication(*, now: datetime) -> None:
    """What has to be there when the numbers change: somebody waiting for mail."""
    _subscribe(now)


def after_publication(*, now: datetime) -> None:
    """Everything else: groups, reports, organisations, requests, statements."""
    _share_group(now)
    _report_errors(now)
    _found_union(now)
    _ask_for_unit(now)
    _invite_colleague(now)
    _state_accessibility(now)
    _state_privacy(now)


def _unit(code: str) -> UnitFacts:
    unit = units.unit_by_code(code)
    if unit is None:
        msg = f"the sample has no unit {code}"
        raise LookupError(msg)
    return unit


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _subscribe(now: datetime) -> None:
    uid = _unit(SLIP.code).uid
    Subscription.objects.get_or_create(
        email=_READER,
        unit_uid=uid,
        defaults={
            "token": f"demo-{uid}",
            "requested_at": now - timedelta(days=40),
            "confirmed_at": now - timedelta(days=40),
        },
    )


def _share_group(now: datetime) -> None:
    PeerGroup.objects.get_or_create(
        token=GROUP_ADDRESS,
        defaults={
            "name": "Gminy doliny Brzezianki",
            "level": Level.MUNICIPALITY.value,
            "unit_uids": [_unit(code).uid for code in _GROUP],
            "created_at": now,
        },
    )


def _report_errors(now: datetime) -> None:
    """One report that led to the correction, one that waits for an answer."""
    first = PublishedVintage.objects.order_by("built_at", "pk").first()
    if first is None or ErrorReport.objects.exists():
        return
    ErrorReport.objects.create(
        indicator="library_readers",
        unit_uid=_unit(SLIP.code).uid,
        period=str(SLIP.year),
        vintage_id=first.vintage_id,
        text="Dziewięć osób na dziesięć w bibliotece? Chyba o jedno zero za dużo.",
        reply_to=_READER,
        state=ErrorReport.State.CORRECTED,
        answer="Dziękujemy. Biblioteka poprawiła sprawozdanie, a liczba jest już nowa.",
        reported_at=now - timedelta(days=12),
        answered_at=now,
    )
    ErrorReport.objects.create(
        indicator="cycle_roads_density",
        unit_uid=_unit(PLACES_TO_SEE["heir"]).uid,
        period="2024",
        vintage_id=first.vintage_id,
        text="Nowa droga dla rowerów do Żwirowa nie jest policzona.",
        reported_at=now - timedelta(days=2),
    )


def _found_union(now: datetime) -> None:
    if Organisation.objects.exists():
        return
    union = create_organisation(
        kind=Organisation.Kind.MUNICIPAL_UNION,
        name=Localized(
            pl="Związek Gmin Doliny Brzezianki", en="Union of the Brzezianka Valley"
        ),
        by=_person("operator@example.pl"),
        now=now,
    )
    for code in _GROUP[:4]:
        add_member(
            organisation=union,
            unit_uid=_unit(code).uid,
            since=date(2016, 1, 1),
            by=_person("operator@example.pl"),
            now=now,
        )


def _ask_for_unit(now: datetime) -> None:
    """A request that the operator finds waiting."""
    if AdministratorRequest.objects.exists():
        return
    unit = _unit(PLACES_TO_SEE["ordinary"])
    ask_to_administer(
        unit_uid=unit.uid,
        unit_name=unit.full_name,
        post="sekretarz gminy",
        content=one_page(
            "Upowaznienie (dokument fikcyjny)",
            f"Upowazniam do zarzadzania jednostka {unit.code} w serwisie Miara.",
            "Podpis: wojt gminy",
        ),
        ends_others=False,
        by=_person(_READER),
        now=now,
    )


def _invite_colleague(now: datetime) -> None:
    if Invitation.objects.exists():
        return
    unit = _unit(HOME_UNIT)
    invite(
        email="nowa.osoba@example.pl",
        role_code=RoleCode.UNIT_READER,
        scope=unit_scope(unit.uid),
        scope_name=unit.full_name,
        by=_person("administrator@example.pl"),
        now=now,
    )


def _state_accessibility(now: datetime) -> None:
    if AccessibilityStatement.objects.exists():
        return
    today = now.date()
    save_accessibility(
        statement=AccessibilityStatement(
            entity_name=Localized(
                pl="Urząd pokazowy (fikcyjny)", en="Demo office (fictional)"
            ),
            site_name=Localized(pl="Miara – pokaz", en="Miara – demonstration"),
            site_url=settings.MIARA_SITE_URL,
            published_on=today,
            updated_on=today,
            compliance=AccessibilityStatement.Compliance.PARTIAL,
            barriers=Localized(
                pl="Mapy nie mają opisu każdego kształtu; te same liczby są w tabeli.",
                en="Maps have no description of each shape; a table has the numbers.",
            ),
            evaluated_on=today,
            prepared_on=today,
            reviewed_on=today,
            contact_name="Olga Operator",
            contact_email="operator@example.pl",
            contact_phone="000 000 000",
            architecture=Localized(
                pl="Urząd jest fikcyjny i nie ma budynku.",
                en="The office is fictional and has no building.",
            ),
        ),
        by=_person("operator@example.pl"),
        now=now,
    )


def _state_privacy(now: datetime) -> None:
    if Party.objects.exists() or Processing.objects.exists():
        return
    controller = Party(
        kind=Party.Kind.CONTROLLER,
        name="Urząd pokazowy (fikcyjny)",
        address="00-000 Wierzbogród, ul. Przykładowa 1",
        email="operator@example.pl",
        role=Localized(pl="Prowadzi ten serwis.", en="Runs this site."),
    )
    letters = Processing(
        purpose=Localized(pl="Odpowiedzi na listy", en="Answering letters"),
        data=Localized(pl="adres, treść listu", en="address, text of the letter"),
        legal_basis=LegalBasis.PUBLIC_TASK.value,
        origin=Localized(pl="od piszących", en="from those who write"),
        retention=Localized(pl="rok od odpowiedzi", en="a year after the answer"),
    )
    save_privacy(
        saved=[controller, letters],
        deleted=[],
        by=_person("operator@example.pl"),
        now=now,
    )
