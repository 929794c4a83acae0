"""Views are counted by day and page, without anything of the readers."""

from datetime import date, timedelta

import pytest
from tests.factories.portal import NOW, make_site, published_news

from miara.portal.actions.counting import buffer, count_view, write_counts
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.models import DailyViews, News
from miara.portal.queries.views import views_of, with_views

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Kind = DailyViews.Kind


def view(number=7, *, now=NOW, agent=PERSON):
    count_view(Kind.NEWS, number, agent=agent, now=now)


def test_views_are_written_after_a_while_and_added_up():
    view()
    view()
    assert not DailyViews.objects.exists()
    view(now=NOW + timedelta(seconds=31))
    assert views_of(Kind.NEWS, 7) == [(date(2026, 3, 2), 3)]
    view(now=NOW + timedelta(days=1))
    view(8, now=NOW + timedelta(days=1))
    assert write_counts() == 2
    assert write_counts() == 0
    view(now=NOW + timedelta(days=1))
    write_counts()
    assert views_of(Kind.NEWS, 7) == [(date(2026, 3, 3), 2), (date(2026, 3, 2), 3)]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "python-requests/2.32",
        "facebookexternalhit/1.1 link preview",
    ],
)
def test_programs_are_left_out(agent):
    view(agent=agent)
    assert buffer.take() == {}


def test_public_pages_are_counted_and_others_are_not(client):
    site = make_site()
    news = published_news(site=site)
    page = create_page(
        site=site, slug="o-nas", title="O nas", body="My.", by=None, now=NOW
    )
    publish_page(page, by=None, now=NOW)
    address = f"/aktualnosci/{news.pk}-zaproszenie-na-spotkanie/"
    asked = {"headers": {"user-agent": PERSON}}
    for path in (address, address, "/strony/zgp/o-nas/", "/aktualnosci/"):
        client.get(path, **asked)
    client.head(address, **asked)
    client.get(f"/aktualnosci/{news.pk}/", **asked)  # sent on to its whole address
    client.get(address, headers={"user-agent": "curl/8.5"})
    counted = {key[:2]: count for key, count in buffer.take().items()}
    assert counted == {("NEWS", news.pk): 2, ("PAGE", page.pk): 1}


def test_nothing_of_a_reader_is_kept_or_set(client):
    news = published_news(site=make_site())
    answer = client.get(
        f"/aktualnosci/{news.pk}-zaproszenie-na-spotkanie/",
        headers={"user-agent": PERSON},
    )
    assert not answer.cookies
    fields = {field.name for field in DailyViews._meta.get_fields()}
    assert fields == {"id", "kind", "number", "day", "count"}


def test_lists_of_editors_say_the_last_thirty_days(desk, site):
    news = published_news(site=site)
    for days, count in ((0, 5), (29, 3), (30, 100)):
        DailyViews.objects.create(
            kind=Kind.NEWS,
            number=news.pk,
            day=NOW.date() - timedelta(days),
            count=count,
        )
    rows = with_views(News.objects.all(), Kind.NEWS, NOW.date())
    assert [row.view_count for row in rows] == [8]
    assert with_views(News.objects.all(), Kind.PAGE, NOW.date()).get().view_count == 0
    state = desk.get(f"/redakcja/aktualnosci/{news.pk}/stan/").content.decode()
    assert "<td>100</td>" in state
    assert desk.get("/redakcja/aktualnosci/wpisy/").status_code == 200
