"""What every editing page has, and what the menu leaves out."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter

__all__: list[str] = []

#: Parts of the library whose addresses no desk opens.
_CLOSED = frozenset({"explorer", "snippets", "reports", "settings", "help"})


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    """Our own style sheet, after that of the library."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("editing/editing.css")
    )


@hooks.register("insert_global_admin_js")
def script() -> SafeString:
    """Starts fields without a script in the page."""
    return format_html('<script defer src="{}"></script>', static("editing/start.js"))


@hooks.register("construct_main_menu", order=1000)
def leave_desks(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show the menu of desks alone."""
    items[:] = [item for item in items if item.name not in _CLOSED]


@hooks.register("construct_admin_api")
def name_what_is_absent(router: WagtailAPIRouter) -> None:
    """Every page of the library names two interfaces of parts that are not installed.

    The names must resolve; no desk opens them, so they answer 404.
    """
    for name in ("images", "documents"):
        router.register_endpoint(name, PagesAdminAPIViewSet)
