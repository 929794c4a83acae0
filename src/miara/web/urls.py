"""Every page people open; each context brings its own addresses."""

from django.urls import URLPattern, URLResolver, include, path

from miara.web.views import gallery, home, search

shell_patterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("szukaj/", search.search, name="search"),
    path("styl/", gallery.gallery, name="gallery"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((shell_patterns, "web"))),
    path("konto/", include("miara.accounts.urls")),
    path("", include("miara.web.statements.urls")),
    path("", include("miara.portal.urls")),
    path("", include("miara.portal.urls_sites")),
    path("", include("miara.exchange.urls")),
    path("", include("miara.rollout.urls")),
    path("", include("miara.reports.urls")),
    path("", include("miara.council.urls")),
    path("", include("miara.risks.urls")),
    path("", include("miara.budget.urls")),
    path("", include("miara.instruments.urls")),
    path("", include("miara.strategy.urls")),
    path("", include("miara.cycle.urls")),
    path("", include("miara.ceremony.urls")),
    path("", include("miara.attendance.urls")),
    path("", include("miara.events.urls")),
    path("", include("miara.contest.urls")),
    path("", include("miara.practices.urls_sharing")),
    path("", include("miara.practices.urls_proposals")),
    path("", include("miara.practices.urls")),
    path("", include("miara.practices.urls_use")),
    path("", include("miara.practices.urls_former")),
    path("", include("miara.notifications.urls")),
    path("formularze/", include("miara.questionnaires.urls")),
    path("", include("miara.indicators.urls")),
]
