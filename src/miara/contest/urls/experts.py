"""Addresses of the office for experts, conflicts and assignments: biuro/eksperci/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import conflicts, experts, plans

_OFFICE: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/"
_EXPERTS: Final = f"{_OFFICE}eksperci/"
_PLANS: Final = f"{_OFFICE}przydzial/"

urlpatterns: list[URLPattern] = [
    path(_EXPERTS, experts.experts, name="experts"),
    path(f"{_EXPERTS}nowy/", experts.expert, name="expert-new"),
    path(f"{_EXPERTS}import/", experts.take_in, name="expert-import"),
    path(f"{_EXPERTS}<slug:uid>/", experts.expert, name="expert"),
    path(f"{_EXPERTS}<slug:uid>/odejscie/", experts.leaving, name="expert-leave"),
    path(f"{_OFFICE}konflikty/", conflicts.conflicts, name="conflicts"),
    path(f"{_OFFICE}konflikty/<int:pk>/", conflicts.decide, name="conflict-decide"),
    path(_PLANS, plans.plans, name="plans"),
    path(f"{_PLANS}propozycja/", plans.propose, name="plan-new"),
    path(f"{_PLANS}ulepszenie/", plans.search, name="plan-improve"),
    path(f"{_PLANS}pary/", plans.pairs, name="plan-pairs"),
    path(f"{_PLANS}zyczenia/", plans.wishes, name="plan-wishes"),
    path(f"{_PLANS}<int:pk>/", plans.plan, name="plan"),
    path(f"{_PLANS}<int:pk>/przyjmij/", plans.adopt, name="plan-adopt"),
    path(f"{_PLANS}<int:pk>/pary.csv", plans.pairs_file, name="plan-file"),
]
