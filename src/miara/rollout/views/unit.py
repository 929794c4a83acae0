"""The rollout of a unit: progress, the start, the data checklist, experience."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.indicators import public as indicators
from miara.rollout.actions.sharing import save_answers, save_experience
from miara.rollout.actions.start import apply_pack
from miara.rollout.domain.packs import Pack, pack, parts, proposed
from miara.rollout.forms.sharing import ChecklistForm, ExperienceForm
from miara.rollout.forms.start import StartForm
from miara.rollout.presenters.overview import notes_of, pack_name
from miara.rollout.presenters.progress import progress_sentence, stages_of
from miara.rollout.presenters.words import made_sentences
from miara.rollout.queries.planned import existing_posts, planned, title_of_post
from miara.rollout.queries.progress import progress_of
from miara.rollout.queries.rollouts import (
    documents_of,
    experience_of,
    experiences_shown,
    rollout_of,
)

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, address: str) -> HttpResponse:
    """Steps done and the next one; before the start, the way to it."""
    at = cycle.door(request, address, "rollout")
    row = rollout_of(at.unit.uid)
    if row is None:
        page = at.page(pack=_proposed(at))
        return render(request, "rollout/before.html", page)
    found = progress_of(row, at.today)
    page = at.page(
        row=row,
        progress=found,
        pack_name=pack_name(row.pack),
        sentence=progress_sentence(found),
        stages=stages_of(found, at.unit.address),
        documents=documents_of(at.unit.uid).count(),
    )
    return render(request, "rollout/progress.html", page)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def start(request: HttpRequest, address: str) -> HttpResponse:
    """Choose a pack, a year and people; look at what will be made; apply it."""
    at = cycle.door(request, address, "rollout", planning=True)
    row = rollout_of(at.unit.uid)
    chosen = _chosen(request, at, row.pack if row else "")
    titles: dict[str, str] = {
        post.code: title_of_post(at.unit, post.code) for post in parts().posts
    }
    posts = existing_posts(at.unit, row, at.today)
    initial: dict[str, Any] = {
        "pack": chosen.code,
        "year": row.year if row else at.today.year,
        **{f"person-{code}": post.holder for code, post in posts.items()},
    }
    form = StartForm(
        request.POST or None,
        chosen=chosen,
        people=_people(at),
        titles=titles,
        initial=initial,
    )
    # The posts of another pack are other fields, so looking is not yet correcting.
    is_applied = request.POST.get("do") == "apply"
    if is_applied and form.is_valid() and _apply(request, at, form, chosen):
        return redirect("rollout:progress", at.unit.address)
    year = form.cleaned_data.get("year") if form.is_bound and form.is_valid() else None
    plan = planned(at.unit, row, chosen, year or initial["year"], at.today)
    language = get_language() or "pl"
    page = at.page(
        form=form,
        row=row,
        chosen=chosen,
        name=chosen.name.in_language(language),
        description=chosen.description.in_language(language),
        plan=made_sentences({k: v for k, v in plan.items() if k != "goals"}),
        draft_goals=plan["goals"],
    )
    status = 422 if is_applied and form.errors else 200
    return render(request, "rollout/start.html", page, status=status)


def _apply(request: HttpRequest, at: cycle.Door, form: StartForm, chosen: Pack) -> bool:
    given = form.cleaned_data
    try:
        made = apply_pack(
            at.unit,
            chosen,
            year=given["year"],
            posts=form.posts,
            with_goals=given["with_goals"],
            by=at.user,
            now=at.now,
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    told = ", ".join(made_sentences(made))
    if told:
        text = _("The pack is applied. Made: %(what)s.") % {"what": told}
    else:
        text = _("The pack is applied. Everything was there already.")
    messages.success(request, text)
    return True


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def checklist(request: HttpRequest, address: str) -> HttpResponse:
    """Where each item of the data is."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "rollout", planning=sends)
    row = rollout_of(at.unit.uid)
    if row is None:
        return redirect("rollout:progress", at.unit.address)
    lines = list(progress_of(row, at.today).data)
    form = ChecklistForm(request.POST if sends else None, lines=lines)
    if sends and form.is_valid():
        save_answers(row, form.answers, by=at.user, now=at.now)
        messages.success(request, _("The checklist is saved."))
        return redirect("rollout:checklist", at.unit.address)
    language = get_language() or "pl"
    items = {each.code: each for each in parts().data}
    told = [
        {
            "name": items[line.code].name.in_language(language),
            "where": items[line.code].where.in_language(language),
            "gives": items[line.code].gives.in_language(language),
            "is_there": line.is_there,
            "answer": line.answer,
            "fields": []
            if line.is_there
            else [form[f"state-{line.code}"], form[f"note-{line.code}"]],
        }
        for line in lines
    ]
    settled = sum(1 for line in lines if line.is_settled)
    page = at.page(form=form, items=told, settled=settled, count=len(lines))
    status = 422 if form.errors else 200
    return render(request, "rollout/checklist.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def experience(request: HttpRequest, address: str) -> HttpResponse:
    """What helped and what did not: written by the unit, read by others."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "rollout", planning=sends)
    row = rollout_of(at.unit.uid)
    own = experience_of(at.unit.uid)
    form = ExperienceForm(request.POST or None, instance=own) if row else None
    if sends and form is not None and form.is_valid():
        try:
            save_experience(
                at.unit.uid,
                form.values,
                is_shown=form.cleaned_data["is_shown"],
                seen=form.cleaned_data["version"],
                by=at.user,
                now=at.now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
            if isinstance(error, cycle.ChangedMeanwhileError):
                form.data = {**request.POST.dict(), "version": str(error.version)}
        else:
            messages.success(request, _("Saved."))
            return redirect("rollout:experience", at.unit.address)
    others = experiences_shown().exclude(unit_uid=at.unit.uid)
    page = at.page(
        row=row,
        own=experience_of(at.unit.uid),
        form=form if at.plans else None,
        notes=notes_of(others[:30]),
    )
    status = 422 if form is not None and form.errors else 200
    return render(request, "rollout/experience.html", page, status=status)


def _proposed(at: cycle.Door) -> Pack:
    found = indicators.residents_of([at.unit.uid]).get(at.unit.uid)
    return proposed(at.unit.kind.name, found[0] if found else None)


def _chosen(request: HttpRequest, at: cycle.Door, before: str) -> Pack:
    """The pack of the form, else of the address, else the one begun with."""
    wanted = request.POST.get("pack") or request.GET.get("pakiet") or before
    return pack(wanted) or _proposed(at)


def _people(at: cycle.Door) -> list[tuple[str, str]]:
    """Number and name of people with a role in the unit, each once."""
    rows = accounts.people_of(accounts.unit_scope(at.unit.uid), now=at.now)
    return list({str(row.user_id): row.user.full_name for row in rows}.items())
