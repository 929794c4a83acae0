"""News: drafts, publication, its label, moments, withdrawal."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.portal import NOW, editor_of, news_text, published_news

from miara.audit.models import Event
from miara.portal import found
from miara.portal.actions import booking
from miara.portal.actions.news import (
    bring_back_news,
    create_news,
    publish_news,
    withdraw_news,
    write_news,
)
from miara.portal.errors import (
    IncompleteError,
    NotAllowedError,
    ReasonMissingError,
    WithdrawnError,
)
from miara.portal.models import News, PublishedAsideError, Withdrawal
from miara.portal.queries.news import (
    coming_up,
    listed_news,
    public_news,
    whole_news,
)
from miara.search import public as search

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_draft_is_seen_by_nobody(site):
    news = create_news(news_text(), site=site, by=None, now=NOW)
    assert not public_news().exists()
    assert whole_news(news.pk) is None
    assert kinds()[-1] == "portal.news_created"


def test_publication_has_a_label_and_later_ones_say_what_changed(site, editor):
    news = create_news(news_text(), site=site, by=editor, now=NOW)
    publish_news(news, by=editor, now=NOW)
    write_news(news, news_text(title="Nowy tytuł", place="Skawina"), by=editor, now=NOW)
    assert whole_news(news.pk).news.title == "Zaproszenie na spotkanie"
    publish_news(news, by=editor, now=NOW + HOUR)
    whole = whole_news(news.pk)
    assert whole.news.title == "Nowy tytuł"
    assert [row.parts for row in whole.changes] == [[], ["title", "when"]]
    assert {row.person_name for row in whole.changes} == {"Ewa Redaktorska"}
    assert whole.changes[0].body_name == "Związek Gmin Próbnych"
    assert (whole.news.first_published_at, whole.news.last_published_at) == (
        NOW,
        NOW + HOUR,
    )


def test_what_readers_need_must_be_there(site):
    news = create_news(
        news_text(lead=" ", category="nie-ma"), site=site, by=None, now=NOW
    )
    with pytest.raises(IncompleteError, match="jednym lub dwóch"):
        publish_news(news, by=None, now=NOW)
    assert not News.objects.filter(live=True).exists()


def test_publishing_aside_of_actions_is_refused(site):
    news = create_news(news_text(), site=site, by=None, now=NOW)
    with pytest.raises(PublishedAsideError):
        news.latest_revision.publish()
    with pytest.raises(PublishedAsideError):
        news.unpublish()


def test_a_set_moment_is_kept_by_the_calendar(site, editor):
    news = create_news(news_text(), site=site, by=editor, now=NOW)
    draft = news.get_latest_revision_as_object()
    far = NOW + timedelta(days=36500)
    draft.go_live_at = far
    draft.save_revision(user=editor, clean=False)
    publish_news(news, by=editor, now=NOW)
    assert kinds()[-1] == "portal.news_booked"
    assert booking.publish_due(now=NOW) == {"published": 0, "held": 0}
    assert not public_news().exists()
    assert booking.publish_due(now=far)["published"] == 1
    assert [row.person_name for row in whole_news(news.pk).changes] == [
        "Ewa Redaktorska"
    ]
    assert booking.publish_due(now=far)["published"] == 0


def test_a_booked_draft_of_withdrawn_news_is_held(site, editor):
    news = published_news(site=site)
    draft = news.get_latest_revision_as_object()
    draft.go_live_at = NOW + timedelta(days=36500)
    draft.save_revision(user=editor, clean=False)
    publish_news(news, by=editor, now=NOW)
    withdraw_news(news, reason="Pomyłka.", by=editor, now=NOW)
    assert booking.publish_due(now=draft.go_live_at) == {"published": 0, "held": 1}
    assert kinds()[-1] == "portal.news_held"


def test_a_booking_is_taken_back(site, editor):
    news = create_news(news_text(), site=site, by=editor, now=NOW)
    draft = news.get_latest_revision_as_object()
    draft.go_live_at = NOW + timedelta(days=36500)
    draft.save_revision(user=editor, clean=False)
    publish_news(news, by=editor, now=NOW)
    assert booking.take_back_booking(news, by=editor, now=NOW) is True
    assert booking.take_back_booking(news, by=editor, now=NOW) is False
    assert booking.publish_due(now=draft.go_live_at)["published"] == 0


def test_news_with_a_last_moment_is_withdrawn_after_it(site):
    news = published_news(site=site)
    News.objects.filter(pk=news.pk).update(expire_at=NOW + HOUR)
    assert booking.withdraw_due(now=NOW) == {"withdrawn": 0}
    assert booking.withdraw_due(now=NOW + HOUR) == {"withdrawn": 1}
    assert booking.withdraw_due(now=NOW + HOUR) == {"withdrawn": 0}
    assert Withdrawal.objects.get().reason.startswith("Minął termin")


def test_withdrawal_needs_a_reason_and_can_be_undone(site, editor):
    news = published_news(site=site)
    with pytest.raises(ReasonMissingError):
        withdraw_news(news, reason="  ", by=editor, now=NOW)
    withdraw_news(news, reason="Spotkanie odwołano.", by=editor, now=NOW)
    assert not public_news().exists()
    with pytest.raises(WithdrawnError):
        withdraw_news(news, reason="Jeszcze raz.", by=editor, now=NOW)
    with pytest.raises(WithdrawnError):
        publish_news(news, by=editor, now=NOW)
    bring_back_news(news, by=editor, now=NOW)
    assert public_news().get() == news
    events = len(kinds())
    bring_back_news(news, by=editor, now=NOW)
    assert len(kinds()) == events


def test_editors_of_another_site_may_do_nothing(site, other_site):
    stranger = editor_of(other_site)
    news = published_news(site=site)
    for act in (
        lambda: create_news(news_text(), site=site, by=stranger, now=NOW),
        lambda: write_news(news, news_text(), by=stranger, now=NOW),
        lambda: publish_news(news, by=stranger, now=NOW),
        lambda: withdraw_news(news, reason="Nie.", by=stranger, now=NOW),
        lambda: bring_back_news(news, by=stranger, now=NOW),
        lambda: booking.take_back_booking(news, by=stranger, now=NOW),
    ):
        with pytest.raises(NotAllowedError), transaction.atomic():
            act()
    assert News.objects.count() == 1


def test_the_site_of_a_host_comes_first_then_the_newest(site, other_site):
    old = published_news("Stara", site=site, now=NOW - HOUR)
    new = published_news("Nowa", site=other_site)
    assert list(listed_news()) == [new, old]
    assert list(listed_news(first=site.code)) == [old, new]
    assert list(listed_news(site=site.code)) == [old]
    assert list(listed_news(category="law")) == []


def test_coming_up_are_the_nearest_first(site):
    published_news("Było", site=site, starts_at=NOW - HOUR)
    late = published_news("Później", site=site, starts_at=NOW + 2 * HOUR)
    soon = published_news("Wkrótce", site=site, starts_at=NOW + HOUR)
    assert coming_up(NOW, most=5) == [soon, late]


def test_rows_must_hold_together(site):
    news = published_news(site=site)
    with pytest.raises(IntegrityError), transaction.atomic():
        News.objects.filter(pk=news.pk).update(ends_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(news=news, withdrawn_at=NOW, reason="")


def test_news_is_found_in_any_form_and_drafts_are_not(site):
    published_news("Spotkanie burmistrzów w Skawinie", site=site)
    create_news(news_text("Burmistrz w szkicu"), site=site, by=None, now=NOW)
    gone = published_news("Burmistrz odwołany", site=site)
    withdraw_news(gone, reason="Pomyłka.", by=None, now=NOW)
    search.rebuild(now=NOW)
    query = search.Query(text="burmistrzami", sources=("news",))
    assert [hit.title for hit in search.find(query).hits] != []
    assert search.find(query).total == 1
    source = found.NewsSource()
    assert source.fallback(search.Query(text="burmistrz")).total == 1
    assert source.fallback(search.Query(text="burmistrz", hidden_too=True)).total == 3
