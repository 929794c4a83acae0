"""Django's entry to the context."""

from django.apps import AppConfig


class ContestConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.contest"
    label = "contest"

    def ready(self) -> None:
        """Make roles, letters and their owner known."""
        from miara.contest import form_rules, letters, roles, still  # need the models
        from miara.contest.exports.invitation import invitation_pdf
        from miara.contest.presenters import (
            account_block,
            account_links,
            archive_units,
            found,
            sheets,
            slots,
            trail_archive,
            trail_assessment,
            trail_closing,
            trail_entries,
            trail_results,
            trail_setup,
            visit_sheets,
        )
        from miara.contest.queries.practice_cards import why_card_waits
        from miara.core import sitemaps
        from miara.practices import public as practices

        sitemaps.register("konkursy", "miara.contest.presenters.sitemap.Contests")
        roles.register()
        sheets.register()
        trail_archive.register()
        trail_closing.register()
        trail_assessment.register()
        archive_units.register()
        trail_entries.register()
        trail_setup.register()
        trail_results.register()
        visit_sheets.register()
        form_rules.register()
        slots.register()
        found.register()
        account_block.register()
        account_links.register()
        letters.register_owner(invitation_pdf)
        still.register()
        practices.before_publishing(why_card_waits)
