"""Sites, editors and news for tests."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from PIL import Image

from miara.accounts import public as accounts
from miara.core.localized import Localized
from miara.documents import public as documents
from miara.portal.actions.files import prepare_news_file
from miara.portal.actions.news import (
    create_news,
    publish_news,
    withdraw_news,
    write_news,
)
from miara.portal.actions.newsletter import order_newsletter
from miara.portal.actions.pages import create_page, publish_page
from miara.portal.actions.sites import open_site
from miara.portal.actions.withdrawal import withdraw_page
from miara.portal.domain.addresses import address_of
from miara.portal.domain.content import Attached, NewsText, See
from miara.portal.roles import PortalRole, site_scope

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def make_site(code="zgp", name="Związek Gmin Próbnych"):
    """A site without an organisation."""
    return open_site(code, name=Localized(name), organisation=None, by=None, now=NOW)


def news_text(title="Zaproszenie na spotkanie", **changed):
    """What an editor would write."""
    values = {
        "category": "invitation",
        "title": title,
        "lead": "Zapraszamy wójtów i burmistrzów na spotkanie o transporcie.",
        "body": "## Program\n\n- powitanie\n- rozmowa\n\nZapisy: https://zapisy.example/",
        "made_on": date(2026, 2, 27),
    }
    return NewsText(**values | changed)


def published_news(title="Zaproszenie na spotkanie", *, site=None, now=NOW, **changed):
    """News that everybody may read."""
    news = create_news(
        news_text(title, **changed), site=site or make_site(), by=None, now=now
    )
    return publish_news(news, by=None, now=now, person_name="Ewa Redaktorska")


def editor_of(site, *, email=""):
    """Somebody who edits one site."""
    person = accounts.create_person(
        email=email or f"redakcja@{site.code}.example",
        password=None,
        full_name="Ewa Redaktorska",
        by=None,
        now=NOW,
    )
    scope = site_scope(site.code)
    accounts.Membership.objects.create(
        user=person,
        role=PortalRole.EDITOR,
        scope_kind=scope.kind,
        scope_id=scope.id,
        since=NOW,
        granted_at=NOW,
    )
    return person


def kept_picture():
    """A picture that news may show."""
    out = BytesIO()
    Image.new("RGB", (640, 400), "green").save(out, "PNG")
    prepared = prepare_news_file(
        content=out.getvalue(), name="zdjecie.png", is_photo=True
    )
    return documents.keep_prepared(prepared=prepared, by=None, now=NOW)


def make_portal():
    """A site with news of each state; what addresses name."""
    site = make_site()
    make_site("zpp", "Związek Powiatów Próbnych")
    later = datetime.now(UTC) + timedelta(days=9)
    picture = kept_picture()
    news = published_news(
        site=site,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        place="Dom Kultury w Skawinie",
        sign_up="https://zapisy.example/" + "bardzo-dlugi-adres" * 6,
        files=(Attached(picture.pk, "Sala", True, "Pusta sala", "Jan Foto"),),
        links=(See("Konkursy", "/konkursy/"),),
        title_en="An invitation",
        lead_en="Come and talk about transport.",
        body_en="## Programme\n\n> A quote",
    )
    write_news(news, news_text(place="Ratusz", starts_at=later), by=None, now=NOW)
    publish_news(news, by=None, now=NOW + timedelta(hours=1))
    page = create_page(
        site=site,
        slug="kontakt",
        title="Kontakt",
        body="Biuro: https://" + "bardzo-dlugi-adres" * 6,
        by=None,
        now=NOW,
    )
    publish_page(page, by=None, now=NOW)
    former = create_page(
        site=site, slug="dawniej", title="Dawniej", body="Tekst.", by=None, now=NOW
    )
    publish_page(former, by=None, now=NOW)
    withdraw_page(former, reason="Strona jest nieaktualna.", by=None, now=NOW)
    order = order_newsletter(
        email="jan@example.org",
        chosen=["law"],
        period="WEEK",
        language="pl",
        now=datetime.now(UTC),
    )
    gone = published_news("Spotkanie odwołane", site=site)
    withdraw_news(gone, reason="Sala jest w remoncie.", by=None, now=NOW)
    return {
        "news": address_of(news.pk, news.title),
        "withdrawn": address_of(gone.pk, gone.title),
        "order": order.token,
    }
