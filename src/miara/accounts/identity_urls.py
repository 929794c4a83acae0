"""Addresses that identity providers call: the same in every language.

They are registered at the provider, so the language of the page may not change them.
"""

from django.urls import include, path

from miara.accounts.views import openid

urlpatterns = [
    # The addresses and names of the library, with our stricter views behind them.
    path("oidc/<slug:provider_id>/login/", openid.login, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        openid.callback,
        name="openid_connect_callback",
    ),
    path("", include("allauth.socialaccount.providers.saml.urls")),
]
