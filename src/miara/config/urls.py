"""All addresses. Polish ones have no prefix, English ones start with /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("miara.core.urls")),
    path("konto/", include("miara.accounts.identity_urls")),
    path("api/v1/jednostki/", include("miara.exchange.api.urls")),
    path("api/v1/", include("miara.indicators.api.urls")),
    path("", include("miara.practices.urls_machines")),
    path("", include("miara.portal.urls_look")),
    path("redakcja/", include("miara.editing.urls")),
    *i18n_patterns(
        path("api/v1/", include("miara.indicators.api.page_urls")),
        path("", include("miara.web.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "miara.web.views.errors.bad_request"
handler403 = "miara.web.views.errors.permission_denied"
handler404 = "miara.web.views.errors.page_not_found"
handler500 = "miara.web.views.errors.server_error"
