"""Polish addresses of the login, under the names that allauth asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import path, re_path

urlpatterns = [
    path("logowanie/", account.login, name="account_login"),
    path("wylogowanie/", account.logout, name="account_logout"),
    path("rejestracja/", account.signup, name="account_signup"),
    path("nieczynne/", account.account_inactive, name="account_inactive"),
    path("potwierdz-haslo/", account.reauthenticate, name="account_reauthenticate"),
    path("adres/", account.email, name="account_email"),
    path(
        "adres/potwierdz/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^adres/potwierdz/(?P<key>[-:\w]+)/$",
        account.confirm_email,
        name="account_confirm_email",
    ),
    path("haslo/", account.password_change, name="account_change_password"),
    path("haslo/ustaw/", account.password_set, name="account_set_password"),
    path("haslo/nowe/", account.password_reset, name="account_reset_password"),
    path(
        "haslo/nowe/wyslane/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^haslo/nowe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "haslo/zmienione/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("drugi-skladnik/", mfa.index, name="mfa_index"),
    path("drugi-skladnik/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("drugi-skladnik/potwierdz/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("drugi-skladnik/wlacz/", totp.activate_totp, name="mfa_activate_totp"),
    path("drugi-skladnik/wylacz/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "drugi-skladnik/kody/",
        codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "drugi-skladnik/kody/nowe/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "drugi-skladnik/kody/plik/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("urzad/", social.connections, name="socialaccount_connections"),
    path(
        "urzad/przerwane/",
        social.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("urzad/blad/", social.login_error, name="socialaccount_login_error"),
    path("urzad/rejestracja/", social.signup, name="socialaccount_signup"),
]
