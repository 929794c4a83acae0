"""Addresses under ``/konto/``."""

from django.urls import include, path, register_converter

from miara.accounts.converters import ScopeConverter
from miara.accounts.views import account, logins, organisations, people, requests

register_converter(ScopeConverter, "role_scope")

own_patterns = [
    path("", account.account, name="account"),
    path("moje-dane.json", account.export, name="export"),
    path("zamknij/", account.close, name="close"),
    path("role/<int:pk>/zakoncz/", account.role_end, name="role-end"),
    path("ludzie/<role_scope:scope>/", people.people, name="people"),
    path("zaproszenie/<str:token>/", people.invitation, name="invitation"),
    path(
        "zaproszenia/<int:pk>/wycofaj/",
        people.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("administrator/", requests.request_new, name="request-new"),
    path(
        "administrator/<int:pk>/wycofaj/",
        account.request_withdraw,
        name="request-withdraw",
    ),
    path("wnioski/", requests.request_list, name="request-list"),
    path("wnioski/<int:pk>/", requests.request_detail, name="request"),
    path(
        "wnioski/<int:pk>/upowaznienie.pdf",
        requests.request_document,
        name="request-document",
    ),
    path("organizacje/", organisations.organisation_list, name="organisation-list"),
    path("organizacje/nowa/", organisations.organisation_new, name="organisation-new"),
    path("organizacje/<slug:uid>/", organisations.organisation, name="organisation"),
    path("logowanie/urzad/", logins.login_through, name="login-through"),
    path("polaczenia/", logins.provider_list, name="provider-list"),
    path("polaczenia/nowe/<str:protocol>/", logins.provider_new, name="provider-new"),
    path("polaczenia/<int:pk>/", logins.provider_edit, name="provider"),
    path(
        "polaczenia/<int:pk>/przelacz/", logins.provider_switch, name="provider-switch"
    ),
]

urlpatterns = [
    path("", include((own_patterns, "accounts"))),
    path("", include("miara.accounts.login_urls")),
]
