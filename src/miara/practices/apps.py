"""Django's entry to the context."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.practices"
    label = "practices"

    def ready(self) -> None:
        """Make roles, documents and blocks known."""
        from miara.core import open_data, sitemaps
        from miara.core.api import routers
        from miara.practices import (
            found,
            letters,
            letters_proposals,
            letters_review,
            letters_use,
            roles,
        )
        from miara.practices.desk import door, draft_page
        from miara.practices.presenters import (
            account_block,
            slots,
            trail_cards,
            trail_desk,
            trail_moving,
            trail_proposals,
            trail_use,
        )
        from miara.practices.presenters import found as found_block
        from miara.practices.presenters import proposals as proposal_rules

        roles.register()
        routers.register("miara.practices.api.practices")
        open_data.register("miara.practices.exports.open_data.dataset")
        letters_proposals.register()
        proposal_rules.register()
        trail_proposals.register()
        sitemaps.register("praktyki", "miara.practices.presenters.sitemap.Practices")
        found.register()
        found_block.register()
        letters.register()
        letters_use.register()
        slots.register()
        trail_cards.register()
        trail_moving.register()
        trail_use.register()
        account_block.register()
        letters_review.register()
        trail_desk.register()
        door.register()
        draft_page.register()
