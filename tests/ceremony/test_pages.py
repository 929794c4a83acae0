"""Who opens what, what a press answers, and that nothing secret stands anywhere."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from tests.contest.test_leaks import body_of, leaks_in, make_roles
from tests.factories.ceremony import DAY, GALA, WORD

from miara.audit.public import Event, describe_all
from miara.ceremony.domain.sealing import Wrapped, open_step, unwrap
from miara.ceremony.models import Ceremony, Step
from miara.contest.models import Edition, Release

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}
PAGES = {
    "": {"organiser": 200, "chair": 200},
    "przygotuj/": {"chair": 200},
    "ekran/": {"organiser": 200, "chair": 200},
    "proba/ekran/": {"organiser": 200, "chair": 200},
}
ACTS = {
    "otworz/": {"organiser": 403, "chair": 302},
    "zamknij/": {"organiser": 403, "chair": 302},
    "oglos/": {"organiser": 403, "chair": 302},
    "proba/": {"organiser": 200, "chair": 200},
    "ekran/odslon/": {"organiser": 302, "chair": 302},
    "proba/ekran/odslon/": {"organiser": 302, "chair": 302},
}


def signed_in(user):
    client = Client()
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def everybody(gala):
    people = make_roles(gala.world, gala.bench)
    people["author"], people["organiser"] = gala.world.clerk, gala.world.organiser
    return people


@pytest.mark.parametrize("path", PAGES)
def test_who_opens_a_page(gala, path):
    for role, user in everybody(gala).items():
        expected = PAGES[path].get(role, 302 if user is None else 404)
        answer = signed_in(user).get(gala.base + path)
        assert answer.status_code == expected, role
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ACTS)
def test_who_may_act(gala, path):
    # The chair comes last: what the chair does is done.
    people = everybody(gala)
    for role in [*(name for name in people if name != "chair"), "chair"]:
        user = people[role]
        client = signed_in(user)
        assert client.get(gala.base + "ekran/odslon/").status_code == 405
        data = {"number": "1", "typed": WORD}
        expected = ACTS[path].get(role, 302 if user is None else 404)
        answer = client.post(gala.base + path, data)
        assert answer.status_code == expected, role
        if user is None:
            assert "/konto/" in answer["Location"]
    assert client.get(f"{gala.base}proba/").status_code == 405


def bundle_in(answer):
    text = answer.content.decode()
    start = text.index('<script id="bundle" type="application/json">') + 44
    return json.loads(text[start : text.index("</script>", start)])


def opened_by(bundle):
    """Steps that somebody with the bundle alone can read."""
    found = []
    for number, key in enumerate(bundle["keys"]):
        sealed = b64decode(bundle["steps"][number])
        found.append(
            open_step(sealed, b64decode(key), bundle["uid"], number, bundle["count"])
        )
    return found


def secrets_of(gala):
    """Units, titles and headings of the real steps are no secret in themselves; which
    of them stands in a response of a ceremony is."""
    return [entry.title for entry in gala.bench.entries]


def test_nothing_secret_is_in_any_answer_before_its_step(opened):
    people = everybody(opened)
    chair = people["chair"]
    for revealed in range(4):
        for role, user in people.items():
            for path in PAGES:
                text = body_of(signed_in(user).get(opened.base + path))
                if path == "ekran/" and revealed == 3:
                    continue
                assert leaks_in(text) == [], (role, path)
                if revealed == 0:
                    found = [title for title in secrets_of(opened) if title in text]
                    assert found == [], (role, path)
        if revealed < 3:
            signed_in(chair).post(
                f"{opened.base}ekran/odslon/", {"number": revealed + 1}, **JSON
            )
    # The same eyes find it after its step.
    assert leaks_in(body_of(signed_in(chair).get(f"{opened.base}ekran/"))) != []
    events = list(Event.objects.all())
    raw = [json.dumps([e.before, e.after], cls=DjangoJSONEncoder) for e in events]
    assert leaks_in(" ".join([*describe_all(events), *raw])) == []


def test_bundle_opens_what_was_revealed_and_the_phrase_opens_all(opened, enter):
    client = enter(opened.world.organiser)
    bundle = bundle_in(client.get(f"{opened.base}ekran/"))
    assert [step["rows"] for step in opened_by(bundle)] == [[]]
    assert len({len(step) for step in bundle["steps"]}) == 1
    answer = client.post(f"{opened.base}ekran/odslon/", {"number": "1"}, **JSON)
    told = answer.json()
    assert (told["number"], told["isPublic"], told["refusal"]) == (1, False, "")
    bundle = bundle_in(client.get(f"{opened.base}ekran/"))
    assert bundle["keys"][1] == told["key"]
    names = [row["entry"] for row in opened_by(bundle)[1]["rows"]]
    assert names == ["Biblioteka czynna do nocy", "Dowoz po wsiach"]
    wrapped = Wrapped(
        b64decode(bundle["salt"]), b64decode(bundle["wrapped"]), bundle["iterations"]
    )
    assert len(unwrap(wrapped, opened.phrase, bundle["uid"])) == 32


def test_a_closed_ceremony_gives_no_key_at_all(gala, enter):
    bundle = bundle_in(enter(gala.world.organiser).get(f"{gala.base}ekran/"))
    assert (bundle["isOpen"], bundle["keys"]) == (False, [])


def test_without_script_a_button_reveals_and_a_reload_stays(opened, enter):
    client = enter(opened.world.organiser)
    screen = f"{opened.base}ekran/"
    assert "0/3" in client.get(screen).content.decode()
    answer = client.post(f"{screen}odslon/", {"number": "1"}, follow=True)
    for text in (answer.content.decode(), client.get(screen).content.decode()):
        assert "Biblioteka czynna do nocy" in text
        assert "1/3" in text
    early = client.post(f"{screen}odslon/", {"number": "3"}, follow=True)
    assert "Teraz kolej na krok 2" in early.content.decode()
    english = client.get(f"/en{screen}").content.decode()
    assert "Coming next:" in english


def test_screen_answers_wrong_presses_in_words(opened, enter):
    client = enter(opened.world.organiser)
    url = f"{opened.base}ekran/odslon/"
    for bad in ("", "-1", "x", "²", "1\x00"):
        assert client.post(url, {"number": bad}, **JSON).status_code == 404
    early = client.post(url, {"number": "2"}, **JSON)
    assert (early.status_code, early.json().keys()) == (409, {"error"})
    old = client.post(url, {"number": "1", "uid": "stary"}, **JSON)
    assert "przygotowano ponownie" in old.json()["error"]
    wrong = client.post(url, {"number": "1", "proof": "x\x00"}, **JSON)
    assert client.post(url, {"number": "9" * 5000}, **JSON).status_code == 409
    assert wrong.status_code in {200, 409}


def test_chair_prepares_in_the_browser_and_sees_the_phrase_once(gala, enter):
    client = enter(gala.bench.chair)
    url = f"{gala.base}przygotuj/"
    given = {
        "day": DAY.isoformat(),
        "roles": ["LAUREATE", "SPECIAL"],
        "sequence": "BY_TITLE",
    }
    past = client.post(url, {**given, "day": "2026-06-01"})
    assert past.status_code == 422
    assert "Ten dzień już minął" in past.content.decode()
    assert "2026-06-01" in past.content.decode()
    none = client.post(url, {**given, "roles": ["MENTION"]})
    assert none.status_code == 422
    done = client.post(url, given)
    assert done.status_code == 200
    ceremony = Ceremony.objects.get(kind="REAL")
    assert ceremony.steps.count() == 3
    phrase = done.content.decode().split("<code>")[1].split("</code>")[0]
    assert len(phrase) == 23
    for path in PAGES:
        assert phrase not in client.get(gala.base + path).content.decode()


def test_wrong_confirmation_stays_in_the_form(gala, enter):
    client = enter(gala.bench.chair)
    for path in ("otworz/", "oglos/"):
        answer = client.post(gala.base + path, {"typed": "niedobrze"})
        assert answer.status_code == 422
        assert "niedobrze" in answer.content.decode()
        assert WORD in answer.content.decode()
    assert not Release.objects.exists()


def test_release_button_works_once(gala, enter):
    client = enter(gala.bench.chair)
    for text in ("Wyniki są jawne.", "nic się nie zmieniło"):
        answer = client.post(f"{gala.base}oglos/", {"typed": WORD}, follow=True)
        assert text in answer.content.decode()
    assert Release.objects.count() == 1
    code, slug = gala.world.edition.contest.code, gala.world.edition.slug
    assert Client().get(f"/konkursy/{code}/{slug}/wyniki/").status_code == 200


def test_nothing_to_show_leads_back_to_the_office(gala, enter):
    Ceremony.objects.all().delete()
    client = enter(gala.world.organiser)
    answer = client.get(f"{gala.base}ekran/", follow=True)
    assert "Najpierw przygotuj" in answer.content.decode()
    assert client.post(f"{gala.base}ekran/odslon/", {"number": 1}).status_code == 404
    chair = enter(gala.bench.chair)
    answer = chair.post(f"{gala.base}otworz/", {"typed": WORD}, follow=True)
    assert "Najpierw przygotuj uroczystość" in answer.content.decode()


def test_nothing_changes_in_a_closed_file(opened, enter):
    Edition.objects.update(archived_at=GALA + timedelta(days=1))
    client = enter(opened.bench.chair)
    for path in (*ACTS, "przygotuj/"):
        assert client.post(opened.base + path, {"number": 1}).status_code == 403
    assert not Step.objects.exclude(revealed_at=None).exists()


def test_office_and_chair_find_the_way(gala, enter):
    code, slug = gala.world.edition.contest.code, gala.world.edition.slug
    chair = enter(gala.bench.chair).get(f"/konkursy/{code}/{slug}/kapitula/ogloszenie/")
    if chair.status_code == 200:
        assert gala.base in chair.content.decode()
    office = enter(gala.world.organiser).get(f"/konkursy/{code}/{slug}/biuro/")
    assert gala.base in office.content.decode()


def test_screen_costs_the_same_however_much_was_revealed(
    opened, enter, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = enter(opened.world.organiser)
    screen = f"{opened.base}ekran/"
    client.get(screen)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(screen)
    client.post(f"{screen}odslon/", {"number": "1"})
    client.post(f"{screen}odslon/", {"number": "2"})
    client.get(screen)
    with CaptureQueriesContext(connection) as many:
        client.get(screen)
    assert len(many) == len(few)
