"""Domains and public services of a unit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.cube.register import Level
from miara.strategy.actions import domains as acts
from miara.strategy.forms.plans import DomainForm, ServiceForm, TemplateForm
from miara.strategy.models import Service, UnitDomain
from miara.strategy.presenters.domains import domain_blocks
from miara.strategy.queries.plans import domains_of, services_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = [
    "domain",
    "domain_new",
    "domains",
    "service",
    "service_new",
    "template",
]


@login_required
@never_cache
@require_safe
def domains(request: HttpRequest, address: str) -> HttpResponse:
    """Domains with coordinators, and the services in each."""
    at = door(request, address, current="domains")
    blocks = domain_blocks(
        list(domains_of(at.uid)), list(services_of(at.uid)), at.today
    )
    return at.render("strategy/domains.html", blocks=blocks)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def template(request: HttpRequest, address: str) -> HttpResponse:
    """Take services over from the national template."""
    at = door(request, address, current="domains", planning=True)
    taken = set(
        Service.objects.filter(unit_uid=at.uid).values_list("template", flat=True)
    )
    level = "gmina" if Level.MUNICIPALITY in at.unit.levels else "powiat"
    form = TemplateForm(
        request.POST or None, level=level, taken=taken, language=get_language() or "pl"
    )
    count = len(request.POST.getlist("services"))
    done = ngettext(
        "One service was taken over.", "%(count)s services were taken over.", count
    ) % {"count": count}

    def save() -> None:
        acts.adopt_template(
            at.uid,
            domains=(),
            services=form.cleaned_data["services"],
            since=at.today,
            **at.who,
        )

    return form_page(
        at,
        form,
        save,
        done=done,
        back=_list(at),
        title=_("Take services over from the national template"),
        lead=_(
            "Choose what your local government provides. Everything can be changed "
            "afterwards; the template stays as it is."
        ),
        button=_("Take the chosen services over"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def domain_new(request: HttpRequest, address: str) -> HttpResponse:
    """Add a domain of the unit's own."""
    at = door(request, address, current="domains", planning=True)
    form = DomainForm(
        request.POST or None,
        unit_uid=at.uid,
        on=at.today,
        initial={"since": at.today, "position": 99},
    )
    return form_page(
        at,
        form,
        lambda: acts.add_domain(at.uid, form.values, **at.who),
        done=_("The domain was added."),
        back=_list(at),
        title=_("New management domain"),
        button=_("Add the domain"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def domain(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change a domain."""
    at = door(request, address, current="domains", planning=True)
    row = UnitDomain.objects.filter(unit_uid=at.uid, pk=pk).first()
    if row is None:
        raise Http404
    form = DomainForm(request.POST or None, instance=row, unit_uid=at.uid, on=at.today)
    return form_page(
        at,
        form,
        lambda: acts.change_domain(row, form.values, seen=form.seen, **at.who),
        done=_("The domain was changed."),
        back=_list(at),
        title=_("Management domain: %(name)s") % {"name": row.name},
        button=_("Save the domain"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def service_new(request: HttpRequest, address: str) -> HttpResponse:
    """Add a service of the unit's own."""
    at = door(request, address, current="domains", planning=True)
    form = ServiceForm(request.POST or None, unit_uid=at.uid, on=at.today)
    return form_page(
        at,
        form,
        lambda: acts.add_service(at.uid, form.values, **at.who),
        done=_("The service was added."),
        back=_list(at),
        title=_("New public service"),
        button=_("Add the service"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def service(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change a service of the unit."""
    at = door(request, address, current="domains", planning=True)
    row = Service.objects.filter(unit_uid=at.uid, pk=pk).first()
    if row is None:
        raise Http404
    form = ServiceForm(request.POST or None, instance=row, unit_uid=at.uid, on=at.today)
    return form_page(
        at,
        form,
        lambda: acts.change_service(row, form.values, seen=form.seen, **at.who),
        done=_("The service was changed."),
        back=_list(at),
        title=_("Public service: %(name)s") % {"name": row.name},
        button=_("Save the service"),
    )


def _list(at: Door) -> str:
    return reverse("strategy:domains", args=[at.address])
