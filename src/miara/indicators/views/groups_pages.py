"""Own comparison groups: making one, and its address."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.core.visitor_limits import allow
from miara.cube.register import Level
from miara.indicators.actions.groups import create_group
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.forms.groups_form import GroupForm
from miara.indicators.models import PeerGroup
from miara.indicators.presenters.unit_links import Choice, compare_url, unit_url
from miara.indicators.queries.compare_figures import MOST_UNITS
from miara.indicators.queries.unit_groups import own_group
from miara.units import public as units

FROM = "z"


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Name some units; ``?z=`` begins with those of another group."""
    form = GroupForm(request.POST) if request.method == "POST" else _begun(request)
    if form.is_bound and form.is_valid():
        made = _made(request, form)
        if made is not None:
            return redirect("indicators:group", made.token)
    status = 422 if form.is_bound else 200
    return render(request, "indicators/group_new.html", {"form": form}, status=status)


@require_safe
def group(request: HttpRequest, token: str) -> HttpResponse:
    """Members of a group, and where it can be used."""
    row = own_group(token)
    if row is None:
        raise Http404
    level = Level(row.level)
    known = units.units_by_uid(row.unit_uids)
    members = [known[uid] for uid in row.unit_uids if uid in known]
    wish = Wish(Lens.OWN, row.token)
    choice = Choice(wish, level, level)
    return render(
        request,
        "indicators/group.html",
        {
            "group": row,
            "members": [
                {"unit": unit, "url": unit_url(unit, _of(choice, unit))}
                for unit in members
            ],
            "compare": compare_url(
                [unit.code for unit in members[:MOST_UNITS]], poziom=level.value
            ),
            "copy": f"{reverse('indicators:group-new')}?{FROM}={row.token}",
        },
    )


def _made(request: HttpRequest, form: GroupForm) -> PeerGroup | None:
    """The new group; None with a complaint in the form."""
    now = timezone.now()
    if not allow("group", request.META.get("REMOTE_ADDR", ""), now=now):
        form.add_error(None, _("Too many groups from here. Try again in an hour."))
        return None
    try:
        return create_group(
            name=form.cleaned_data["name"],
            level=Level(form.cleaned_data["poziom"]),
            unit_uids=form.cleaned_data["uids"],
            by=request.user if request.user.is_authenticated else None,
            now=now,
        )
    except MiaraError as error:
        form.add_error("units", error.for_people())
        return None


def _of(choice: Choice, unit: units.UnitFacts) -> Choice:
    return Choice(choice.wish, choice.level, unit.levels[0])


def _begun(request: HttpRequest) -> GroupForm:
    """An empty form, or one filled from another group or from codes."""
    token = request.GET.get(FROM, "")
    if not token:
        return GroupForm(initial={"poziom": Level.MUNICIPALITY.value})
    row = own_group(token)
    if row is None:
        raise BadRequest
    known = units.units_by_uid(row.unit_uids)
    lines = [f"{known[u].code} {known[u].name}" for u in row.unit_uids if u in known]
    return GroupForm(
        initial={"name": row.name, "poziom": row.level, "units": "\n".join(lines)}
    )
