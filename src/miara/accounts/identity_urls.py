"""Addresses that identity providers call: the same in every language.

They are registered at the provider, so the language of the page may not change them.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("allauth.socialaccount.providers.saml.urls")),
]
