"""What the demo tells at the end: address, accounts, what to look at first."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.urls import Resolver404, resolve

from miara.cli.demo.contest.edition import CONTEST
from miara.cli.demo.people import HOME_UNIT, Account, accounts
from miara.cli.demo.things import GROUP_ADDRESS
from miara.cli.words import translate as _
from miara.contest.models import Edition
from miara.sample.public import PLACES_TO_SEE, SLIP
from miara.units import public as units

__all__ = ["lines"]


def lines(address: str) -> Iterator[str]:
    """Everything worth printing, a line each.

    Parameters
    ----------
    address
        Scheme, host and port of the site.
    """
    yield ""
    yield _("The site: %(address)s/") % {"address": address}
    yield _("The voivodeship, its units and all their numbers are fictional.")
    yield ""
    yield from _first_looks(address)
    yield _("Accounts (roles over %(unit)s):") % {"unit": _name(HOME_UNIT)}
    yield from _people(lambda one: not one.in_contest and not one.in_base)
    yield _("Accounts of the contest:")
    yield from _people(lambda one: one.in_contest)
    yield _("Accounts of the base of good practices and of the portal:")
    yield from _people(lambda one: one.in_base)
    yield ""
    yield _("Mails are written to files in %(folder)s.") % {
        "folder": settings.EMAIL_FILE_PATH
    }


def _people(are_meant: Callable[[Account], bool]) -> Iterator[str]:
    for account in accounts():
        if are_meant(account):
            yield f"  {account.email:<26} {account.password}   {account.may}"


def _first_looks(address: str) -> Iterator[str]:
    found = [(path, text) for path, text in _sights() if _exists(path)]
    if not found:
        return
    yield _("Look first at:")
    for path, text in found:
        yield f"  {address}{path}"
        yield f"      {text}"
    yield ""


def _sights() -> Iterator[tuple[str, str]]:
    see = PLACES_TO_SEE
    yield _page(see["strong"]), _("what is strong here, compared with similar units")
    yield _page(see["weak"]), _("what is weak here, and how sure that is")
    yield _page(see["ordinary"]), _("a municipality where nothing stands out")
    yield _page(see["city"]), _("a city with county rights and few similar units")
    yield (
        _page(see["town"]),
        _("a municipality that received a town in %(year)s") % {"year": 2021},
    )
    yield (
        _page(see["heir"]),
        _("a municipality that took over a part of an abolished one"),
    )
    yield (
        f"{_page(see['strong'])}?na-tle=grupa-{GROUP_ADDRESS}",
        _("the first one again, among a group that somebody chose"),
    )
    yield _page(SLIP.code), _("a corrected number")
    yield "/wydania/", _("the public log: what each publication changed")
    yield (
        "/wskazniki/sewage_access_percent/",
        _("one indicator: the map, the distribution, all units"),
    )
    yield (
        f"/porownanie/?j={see['strong']}&j={see['weak']}&j={see['ordinary']}",
        _("three municipalities side by side"),
    )
    yield "/metoda/", _("how all this is computed")
    yield from _contest_sights()
    yield from _practice_sights()
    yield "/aktualnosci/", _("news of three associations, with invitations")
    yield "/api/v1/", _("the same numbers for programs")


def _contest_sights() -> Iterator[tuple[str, str]]:
    editions = Edition.objects.filter(contest__code=CONTEST).order_by("-year")
    for edition in editions[:1]:
        path = f"/konkursy/{CONTEST}/{edition.slug}/"
        yield path, _("a contest in which experts are marking applications")
        yield f"{path}biuro/", _("its office, for its organiser")
        yield (
            f"/uroczystosc/{CONTEST}/{edition.slug}/",
            _("a rehearsal of revealing its results on a stage, for its organiser"),
        )
        yield "/ocena/", _("the desk of an expert")
        yield "/zgloszenia/", _("applications of a unit, for those who write them")
    for edition in editions[1:2]:
        path = f"/konkursy/{CONTEST}/{edition.slug}/wyniki/"
        yield path, _("results of an earlier edition, with diplomas")


def _practice_sights() -> Iterator[tuple[str, str]]:
    yield "/praktyki/", _("sixty good practices, in every state")
    yield "/redakcja/", _("where its editors write and its experts read")
    finished = Edition.objects.filter(contest__code=CONTEST).order_by("year").first()
    if finished is not None:
        path = f"/konkursy/{CONTEST}/{finished.slug}/biuro/dobre-praktyki/"
        yield path, _("applications on their way to the base, for the organiser")


def _page(code: str) -> str:
    return f"/jednostki/{code}-{units.slug(_name(code))}/"


def _name(code: str) -> str:
    unit = units.unit_by_code(code)
    return unit.name if unit else code


def _exists(path: str) -> bool:
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return True
