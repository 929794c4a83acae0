"""Django's entry to the context."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.portal"
    label = "portal"

    def ready(self) -> None:
        """Make roles, documents and sentences known."""
        from miara.core import sitemaps
        from miara.portal import found, found_pages, letters, roles
        from miara.portal.desk import door, draft_page
        from miara.portal.presenters import found as found_blocks
        from miara.portal.presenters import slots, trail

        roles.register()
        roles.name_sites()
        found.register()
        found_pages.register()
        found_blocks.register()
        letters.register()
        sitemaps.register("aktualnosci", "miara.portal.presenters.sitemap.AllNews")
        sitemaps.register("strony", "miara.portal.presenters.sitemap.AllPages")
        slots.register()
        trail.register()
        door.register()
        draft_page.register()
