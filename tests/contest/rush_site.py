"""Fills the small site that is killed: drafts ready to be submitted, people logged in.

Run as a program; prints uids of the drafts and the cookie of their author as JSON.
"""

import json
import sys
from datetime import UTC, datetime, timedelta


def main(count: int) -> None:
    """Make so many complete drafts in a call that is open now."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from tests.contest.applying import BACKEND, draft, set_rules
    from tests.factories.contest import make_world

    call_command("migrate", run_syncdb=True, verbosity=0)
    world = make_world()
    set_rules(world.edition)
    now = datetime.now(UTC)
    edition = world.edition
    edition.opens_at = now - timedelta(days=1)
    edition.first_closes_at = edition.closes_at = now + timedelta(days=1)
    edition.save()
    drafts = [draft(world, title=f"Wniosek {n}").uid for n in range(count)]
    client = Client()
    client.force_login(world.clerk, BACKEND)
    session = client.cookies["sessionid"].value
    print(json.dumps({"drafts": drafts, "session": session}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
