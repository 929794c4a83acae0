"""Django's entry to the context."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.accounts"
    label = "accounts"
