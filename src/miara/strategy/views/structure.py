"""The structure of a local government: units, posts, auxiliary units."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.organisations import public as organisations
from miara.organisations.public import AuxiliaryUnit, OrganisationalUnit
from miara.strategy.forms.structure import (
    AuxiliaryForm,
    OrganisationalUnitForm,
    PostForm,
)
from miara.strategy.presenters.structure import people_of, structure_lines
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = ["auxiliary", "post", "structure", "unit"]


@login_required
@never_cache
@require_safe
def structure(request: HttpRequest, address: str) -> HttpResponse:
    """Organisational units with their posts, then auxiliary units."""
    at = door(request, address, current="structure")
    return at.render(
        "strategy/structure.html",
        lines=structure_lines(at.uid, at.today, at.now),
        auxiliary=organisations.auxiliary_units_of(at.uid, at.today),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def unit(request: HttpRequest, address: str, pk: int = 0) -> HttpResponse:
    """Add an organisational unit, or change one."""
    at = door(request, address, current="structure", planning=True)
    row = OrganisationalUnit.objects.filter(unit_uid=at.uid, pk=pk).first()
    if pk and row is None:
        raise Http404
    form = OrganisationalUnitForm(
        request.POST or None,
        instance=row,
        unit_uid=at.uid,
        on=at.today,
        initial={} if row else {"since": at.today},
    )

    def save() -> None:
        if row is None:
            organisations.add_organisational_unit(at.uid, form.values, **at.who)
        else:
            organisations.change_organisational_unit(row, form.values, **at.who)

    return form_page(
        at,
        form,
        save,
        done=_("The organisational unit was saved."),
        back=_list(at),
        title=row.name if row else _("New organisational unit"),
        button=_("Save the organisational unit"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def post(request: HttpRequest, address: str, pk: int = 0) -> HttpResponse:
    """Add a post, or change one."""
    at = door(request, address, current="structure", planning=True)
    row = organisations.post_of_unit(pk, at.uid) if pk else None
    if pk and row is None:
        raise Http404
    form = PostForm(
        request.POST or None,
        instance=row,
        unit_uid=at.uid,
        on=at.today,
        people=people_of(at.uid, at.now),
        initial={} if row else {"since": at.today},
    )

    def save() -> None:
        if row is None:
            organisations.add_post(form.values, **at.who)
        else:
            organisations.change_post(row, form.values, **at.who)

    return form_page(
        at,
        form,
        save,
        done=_("The post was saved. What it owns stays with it."),
        back=_list(at),
        title=row.title if row else _("New post"),
        button=_("Save the post"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def auxiliary(request: HttpRequest, address: str, pk: int = 0) -> HttpResponse:
    """Add an auxiliary unit, or change one."""
    at = door(request, address, current="structure", planning=True)
    row = AuxiliaryUnit.objects.filter(unit_uid=at.uid, pk=pk).first()
    if pk and row is None:
        raise Http404
    form = AuxiliaryForm(
        request.POST or None,
        instance=row,
        unit_uid=at.uid,
        initial={} if row else {"since": at.today},
    )

    def save() -> None:
        if row is None:
            organisations.add_auxiliary_unit(at.uid, form.values, **at.who)
        else:
            organisations.change_auxiliary_unit(row, form.values, **at.who)

    return form_page(
        at,
        form,
        save,
        done=_("The auxiliary unit was saved."),
        back=_list(at),
        title=row.name if row else _("New auxiliary unit"),
        button=_("Save the auxiliary unit"),
    )


def _list(at: Door) -> str:
    return reverse("strategy:structure", args=[at.address])
