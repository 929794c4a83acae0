"""A whole edition in the browser: from an empty site to a diploma that verifies itself.

Three units apply: one with a partner and two files, one with a signed PDF, one on
paper. Six experts, a third one after a discrepancy, a visit, the jury, the embargo, the
release. What the office only clicks once for every entry is clicked for every entry.
"""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pypdfium2
import pytest
import yaml
import zxingcpp
from django.conf import settings
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect
from tests.documents import authority as ca
from tests.documents.conftest import make_pdf
from tests.factories.contest import PASSWORD, SMALL_FORM
from tests.factories.units import make_register

from miara.accounts.public import (
    RoleCode,
    create_operator,
    create_person,
    grant_role,
    organisation_scope,
    unit_scope,
)
from miara.contest.actions.experts import token_of
from miara.contest.models import (
    Assignment,
    Diploma,
    Edition,
    Entry,
    Expert,
    FormalCheck,
    JuryMeeting,
    SiteVisit,
)
from miara.core.jobs import perform
from miara.core.localized import Localized
from miara.core.models import Job
from miara.notifications.models import Message
from miara.organisations.models import Organisation

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]

NOW = timezone.now() - timedelta(days=3)
HOME = "/konkursy/proba/2026/"
OFFICE = f"{HOME}biuro/"
TITLES = {
    "120617": "Biblioteka czynna do nocy",
    "120611": "Dowóz po wsiach",
    "120102": "Park kieszonkowy",
}
SECRET = "Uzasadnienie kapituły, którego nikt nie zna"
FORM = {
    **SMALL_FORM,
    "sections": [
        {
            **SMALL_FORM["sections"][0],
            "fields": [
                *SMALL_FORM["sections"][0]["fields"],
                {
                    "code": "annexes",
                    "kind": "ATTACHMENTS",
                    "label": {"pl": "Załączniki", "en": "Annexes"},
                    "attachments": {"kinds": ["DOCUMENT"]},
                },
            ],
        }
    ],
}


def person(name):
    return create_person(
        email=f"{name}@przyklad.pl",
        password=PASSWORD,
        full_name=name.title(),
        by=None,
        now=NOW,
    )


def give(user, role, scope):
    grant_role(user=user, role_code=role, scope=scope, by=None, now=NOW)


@pytest.fixture
def people(db, settings, tmp_path):
    """Accounts of everybody, and rights that exist before a contest does."""
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_CLAMAV = ""
    make_register()
    create_operator(email="operator@przyklad.pl", password=PASSWORD, now=NOW)
    owner = Organisation.objects.create(
        kind=Organisation.Kind.ASSOCIATION, name=Localized("Związek Próbny")
    )
    names = ["organizator", "sprawdza", "przewodniczy", "jurorka", "jan", "ewa", "ola"]
    names += [f"ekspert{number}" for number in range(1, 7)]
    found = {name: person(name) for name in names}
    give(
        found["organizator"],
        RoleCode.ORGANISATION_EDITOR,
        organisation_scope(owner.uid),
    )
    for name, code in (("jan", "120617"), ("ewa", "120611"), ("ola", "120102")):
        give(found[name], RoleCode.UNIT_EDITOR, unit_scope(code))
    return found


class Journey:
    """One browser that different people use one after another."""

    def __init__(self, page, sign_in, people):
        self.page, self.sign_in, self.people = page, sign_in, people
        page.context.set_default_timeout(30_000)

    def become(self, name):
        self.page.context.clear_cookies()
        self.sign_in(self.people[name])

    def open(self, path):
        answer = self.page.goto(path, wait_until="load")
        assert answer.status == 200, (path, answer.status)

    def fill(self, **values):
        """Fields by name; dots are written as two underscores."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name.replace('__', '.')}']")
            if value is True:
                field.first.check()
            elif field.first.evaluate("e => e.tagName") == "SELECT":
                field.first.select_option(str(value))
            elif field.first.get_attribute("type") == "radio":
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            else:
                field.first.fill(str(value))

    def press(self, label):
        """A button, and the page after it."""
        button = self.page.get_by_role("button", name=label).first
        with self.page.expect_navigation():
            button.click()
        errors = self.page.locator(
            "main .errorlist, main .field-error"
        ).all_inner_texts()
        assert errors == [], (label, errors)

    def saved(self, *fields, before="0"):
        """Leave the field and wait until the server knows it."""
        self.page.locator("main h1").click()
        for field in fields:
            revision = self.page.locator(f"[name='rev.{field}']")
            expect(revision).not_to_have_value(before, timeout=20_000)

    def shows(self, text):
        expect(self.page.locator("main")).to_contain_text(text)


@pytest.fixture
def journey(page, sign_in, people):
    return Journey(page, sign_in, people)


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def the_edition():
    return Edition.objects.select_related("contest").get()


def entry_of(code):
    return Entry.objects.get(unit_uid=code)


def test_a_whole_edition(journey):
    set_up(journey)
    apply_with_partner(journey)
    apply_with_signed_pdf(journey)
    apply_on_paper(journey)
    check_formally(journey)
    engage_experts(journey)
    assign(journey)
    mark(journey)
    visit_the_place(journey)
    decide(journey)
    stay_sealed(journey)
    release(journey)


def set_up(journey):
    """A contest, an edition from a preset, its dates, its announcement."""
    journey.become("organizator")
    journey.open("/konkursy/nowy/")
    owner = Organisation.objects.get()
    journey.fill(owner=owner.pk, name_pl="Próba", name_en="Trial", code="proba")
    journey.press("Dalej: edycja")
    journey.fill(start_from="slz-social", year=2026, slug="2026")
    journey.press("Utwórz edycję")
    use_form(journey)
    journey.open(f"{OFFICE}ustawienia/")
    journey.fill(contact_email="biuro@przyklad.pl")
    journey.press("Zapisz")
    journey.open(f"{OFFICE}ustawienia/nabor/")
    now = timezone.now()
    journey.fill(
        opens_at=local(now - timedelta(minutes=2)),
        closes_at=local(now + timedelta(days=20)),
    )
    journey.press("Zapisz")
    journey.open(OFFICE)
    journey.press("Ogłoś")
    assert the_edition().published_at
    appoint_checker(journey)


def use_form(journey):
    """The form that comes with the program, replaced by a short one from a file."""
    tab = f"{OFFICE}ustawienia/formularz/"
    journey.open(tab)
    journey.press("Przejmij gotowy formularz")
    with journey.page.expect_navigation():
        journey.page.get_by_role("link", name="Redaguj formularz").click()
    chosen = journey.page.locator("main form:has([value=import]) [name=file]")
    text = yaml.safe_dump(FORM, allow_unicode=True)
    chosen.set_input_files(
        {"name": "wniosek.yaml", "mimeType": "text/yaml", "buffer": text.encode()}
    )
    journey.press("Zastąp szkic")
    journey.open(tab)
    journey.press("Opublikuj tę wersję i używaj jej")
    assert the_edition().form.definition.by_code.keys() >= {"goals", "annexes"}


def appoint_checker(journey):
    """The organiser invites; the letter leads to the role."""
    journey.open(f"{OFFICE}osoby/")
    journey.fill(email="sprawdza@przyklad.pl", role="EDITION_CHECKER")
    journey.press("Nadaj rolę")
    letter = Message.objects.filter(recipient="sprawdza@przyklad.pl").latest("pk")
    journey.become("sprawdza")
    journey.open(re.search(r"/konto/zaproszenie/\S+/", letter.text)[0])
    journey.press("Przyjmij zaproszenie")


def begin(journey, code):
    journey.open(f"{HOME}zglos/")
    domain = the_edition().domains.get(code="culture")
    journey.fill(unit=code, domain=domain.pk, who="unit")
    journey.press("Rozpocznij wniosek")
    return entry_of(code)


def write(journey, entry, *files):
    """Title, goals and files, as a page without script sends them."""
    journey.open(f"/formularze/{entry.sheet.uid}/czesc/project/")
    journey.fill(title=TITLES[entry.unit_uid], goals="Krótsze kolejki. " * 5)
    for name, content in files:
        chosen = journey.page.locator("main input[type=file]").first
        chosen.set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        journey.page.locator(".form-files a").filter(has_text=name).wait_for()
    journey.saved("title", "goals")


def word_file():
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Kosztorys biblioteki")
    document.save(out)
    return out.getvalue()


def apply_with_partner(journey):
    """A joint application with a PDF and a Word file; signed on paper later."""
    journey.become("jan")
    entry = begin(journey, "120617")
    journey.open(f"/zgloszenia/{entry.uid}/dane/")
    domain = the_edition().domains.get(code="culture")
    journey.fill(domain=domain.pk, who="unit")
    journey.page.locator("[name='p-0-unit']").fill("120101")
    journey.page.locator("[name='p-0-role']").fill("druga czytelnia")
    journey.press("Zapisz")
    assert entry.partners.get().unit_uid == "120101"
    write(journey, entry, ("plan.pdf", make_pdf()), ("kosztorys.docx", word_file()))
    journey.open(f"/zgloszenia/{entry.uid}/zloz/")
    journey.fill(signed_on_paper=True)
    journey.press("Złóż wniosek")
    journey.shows("2026/001")
    assert len(entry.sheet.files.all()) == 2


def apply_with_signed_pdf(journey):
    """The head signs the PDF outside; the file comes back and counts."""
    journey.become("ewa")
    entry = begin(journey, "120611")
    write(journey, entry)
    copy = journey.page.request.get(f"/zgloszenia/{entry.uid}/do-podpisu.pdf")
    assert copy.headers["content-type"] == "application/pdf"
    plain = copy.body()
    head = ca.person(ca.make("Urząd próbny CA"))
    with ThreadPoolExecutor() as elsewhere:  # the browser has the loop of this thread
        signed = elsewhere.submit(ca.sign_pdf, plain, head).result()
    journey.open(f"/zgloszenia/{entry.uid}/podpisy/1/")
    journey.fill(full_name="Jan Testowy")
    journey.page.locator("main [name=file]").set_input_files(
        {"name": "podpisany.pdf", "mimeType": "application/pdf", "buffer": signed}
    )
    with journey.page.expect_navigation():
        journey.page.locator(
            "main form button[type=submit], main form button"
        ).last.click()
    journey.open(f"/zgloszenia/{entry.uid}/zloz/")
    journey.press("Złóż wniosek")
    journey.shows("2026/002")


def apply_on_paper(journey):
    """The office copies what came on paper and registers the original of another."""
    journey.become("sprawdza")
    journey.open(f"{OFFICE}zgloszenia/papier/")
    domain = the_edition().domains.get(code="culture")
    today = timezone.localdate().isoformat()
    journey.fill(unit="120102", domain=domain.pk, posted_on=today, received_on=today)
    journey.press("Przepisz do formularza")
    entry = entry_of("120102")
    write(journey, entry)
    journey.open(f"{OFFICE}zgloszenia/{entry.uid}/przepisywanie/")
    journey.press("Nadaj numer")
    entry.refresh_from_db()
    assert (entry.number, entry.channel) == ("2026/003", "PAPER")
    first = entry_of("120617")
    journey.open(f"{OFFICE}zgloszenia/{first.uid}/papier/")
    journey.fill(
        posted_on=today, received_on=today, printed_sha256=first.latest.sha256[:16]
    )
    journey.page.locator("main [name=signed]").check()
    journey.press("Zarejestruj")
    assert first.paper_copies.get().matches


def judge(journey, entry, verdict, **more):
    """One person decides, another confirms."""
    journey.become("sprawdza")
    page = f"{OFFICE}zgloszenia/{entry.uid}/"
    journey.open(page)
    journey.fill(verdict=verdict, **more)
    journey.press("Zapisz decyzję do potwierdzenia")
    journey.become("organizator")
    journey.open(page)
    journey.press("Potwierdź")
    entry.refresh_from_db()


def check_formally(journey):
    """One application is completed on demand; all three are admitted."""
    first = entry_of("120617")
    due = local(timezone.now() + timedelta(days=7))
    judge(journey, first, "SUPPLEMENT", reasons="Proszę dopisać cele.", due_at=due)
    assert first.state == Entry.State.SUPPLEMENT
    journey.become("jan")
    journey.open(f"/formularze/{first.sheet.uid}/czesc/project/")
    journey.fill(goals="Czytelnia otwarta do 22 i dowóz dla seniorów.")
    journey.saved("goals", before="1")
    journey.open(f"/zgloszenia/{first.uid}/uzupelnienie/")
    journey.fill(answer="Dopisaliśmy cele.")
    journey.page.locator("main form button").last.click()
    journey.page.wait_for_load_state("load")
    first.refresh_from_db()
    assert (first.state, first.latest.position) == (Entry.State.SUPPLEMENTED, 2)
    for code in TITLES:
        judge(journey, entry_of(code), "ACCEPT")
        assert entry_of(code).state == Entry.State.ACCEPTED
    assert FormalCheck.objects.filter(confirmed_at__isnull=False).count() == 4


def engage_experts(journey):
    """Six are invited and accept through the link in the letter."""
    for number in range(1, 7):
        journey.become("organizator")
        journey.open(f"{OFFICE}eksperci/nowy/")
        name = f"ekspert{number}"
        journey.fill(full_name=name.title(), email=f"{name}@przyklad.pl", fit_culture=2)
        journey.press("Wyślij zaproszenie")
        journey.become(name)
        journey.open(f"/ocena/zaproszenie/{token_of(Expert.objects.latest('pk'))}/")
        journey.page.locator("main input[type=checkbox]").check()  # confidentiality
        with journey.page.expect_navigation():
            journey.page.locator("button[value=accept]").click()
    assert Expert.objects.filter(state="ACCEPTED").count() == 6


def assign(journey):
    journey.become("organizator")
    journey.open(f"{OFFICE}przydzial/")
    journey.press("Zaproponuj plan od razu")
    if not journey.page.get_by_role("button", name="Przyjmij plan").count():
        journey.page.locator("main a[href*='/przydzial/']").first.click()
    journey.page.locator("[name=due_at]").fill(
        local(timezone.now() + timedelta(days=5))
    )
    journey.press("Przyjmij plan")
    assert Assignment.objects.count() == 6


def assess(journey, row, points):
    journey.become(row.expert.user.email.partition("@")[0])
    journey.open(f"/ocena/{row.uid}/oswiadczenie/")
    journey.fill(answer="free")
    journey.press("Złóż oświadczenie")
    for criterion in the_edition().criteria.all():
        journey.page.locator(f"[name='points.{criterion.code}']").fill(str(points))
        journey.page.locator(f"[name='comment.{criterion.code}']").fill("Przekonuje.")
    journey.fill(confidence=4)
    journey.press("Złóż oceny")
    row.refresh_from_db()
    assert row.state == Assignment.State.SUBMITTED


def mark(journey):
    """Experts of one application differ; a third one is called and agrees with one."""
    points = {"120617": (18, 17), "120611": (4, 15), "120102": (11, 10)}
    for code, given in points.items():
        rows = Assignment.objects.filter(entry=entry_of(code)).order_by("pk")
        for row, number in zip(rows, given, strict=True):
            assess(journey, row, number)
    disputed = entry_of("120611")
    journey.become("organizator")
    journey.open(f"{OFFICE}postep/{disputed.uid}/")
    journey.press("Poproś kolejnego eksperta")
    third = Assignment.objects.get(entry=disputed, kind=Assignment.Kind.EXTRA)
    assess(journey, third, 14)
    journey.become("organizator")
    journey.open(f"{OFFICE}ranking/")
    journey.shows(TITLES["120617"])


def visit_the_place(journey):
    entry = entry_of("120617")
    journey.open(f"{OFFICE}wizyty/")
    journey.fill(
        entry=entry.uid,
        starts_at=local(timezone.now() + timedelta(days=1)),
        team="Jurorka, jurorka@przyklad.pl",
    )
    journey.press("Zaplanuj wizytę")
    visit = SiteVisit.objects.get()
    journey.open(f"{HOME}wizyty/{visit.uid}/")
    journey.fill(findings="Czytelnia rzeczywiście działa do 22.")
    journey.press("Zapisz ustalenia")
    journey.press("Zamknij protokół")
    visit.refresh_from_db()
    assert visit.state == SiteVisit.State.DONE


def decide(journey):
    """Two members meet; the best gets the first place, one cell stays empty."""
    journey.become("organizator")
    for name, is_chair in (("przewodniczy", True), ("jurorka", False)):
        journey.open(f"{OFFICE}sklad-kapituly/")
        journey.fill(full_name=name.title(), email=f"{name}@przyklad.pl")
        if is_chair:
            journey.fill(is_chair=True)
        journey.press("Powołaj")
    journey.become("przewodniczy")
    journey.open(f"{HOME}kapitula/")
    journey.fill(starts_at=local(timezone.now()))
    journey.press("Zwołaj posiedzenie")
    meeting = JuryMeeting.objects.get()
    page = f"{HOME}kapitula/posiedzenia/{meeting.uid}/"
    journey.open(page)
    for box in journey.page.locator("main [name=present]").all():
        box.check()
    journey.page.locator("main button[value=meeting]").click()
    journey.page.wait_for_load_state("load")
    kinds = {kind.code: kind.pk for kind in the_edition().title_kinds.all()}
    for code in ("finalist", "first"):
        journey.open(page)
        journey.fill(
            entry=entry_of("120617").uid,
            kind=kinds[code],
            justification_pl=SECRET,
            justification_en="What nobody knows",
        )
        journey.press("Zapisz decyzję")
    assert meeting.awards.count() == 2
    journey.open(page)
    journey.fill(sure=True)
    journey.press("Zamknij posiedzenie")
    journey.open(f"{HOME}kapitula/ogloszenie/")
    journey.press("Przygotuj brakujące dyplomy")
    perform(Job.objects.get(kind="contest.make_diplomas").pk)  # what the worker does
    journey.page.reload()
    journey.shows("2 dyplomy")


def stay_sealed(journey):
    """Before the release nobody learns it: not the winner, not the office."""
    code = Diploma.objects.order_by("pk")[0].code
    for name in ("jan", "organizator", "ekspert1", ""):
        if name:
            journey.become(name)
        else:
            journey.page.context.clear_cookies()
        for path in (f"{HOME}wyniki/", HOME, "/konkursy/", f"{HOME}zgloszenia/"):
            journey.open(path)
            assert SECRET not in journey.page.content()
        assert journey.page.request.get(f"/dyplom/{code}/").status == 404


def release(journey):
    """One act of the chair; the page, the justification and the diploma at once."""
    journey.become("przewodniczy")
    journey.open(f"{HOME}kapitula/ogloszenie/")
    form = journey.page.locator("main form:has([name=typed])")
    form.locator("[name=stage]").select_option("RESULTS")
    form.locator("[name=typed]").fill("proba/2026/results")
    with journey.page.expect_navigation():
        form.locator("button").last.click()
    journey.page.context.clear_cookies()
    journey.open(f"{HOME}wyniki/")
    journey.shows(TITLES["120617"])
    journey.shows(SECRET)
    verify_diploma(journey)


def verify_diploma(journey):
    """The printed diploma, read as a telephone reads it, leads to its page."""
    journey.page.locator("main a[href*='/dyplom/']").first.click()
    journey.page.wait_for_load_state("load")
    link = journey.page.get_by_role("link", name="Dyplom (PDF)")
    pdf = journey.page.request.get(link.get_attribute("href"))
    assert (pdf.status, pdf.body()[:4]) == (200, b"%PDF")
    (told,) = zxingcpp.read_barcodes(printed(pdf.body()))
    assert told.format == zxingcpp.BarcodeFormat.QRCode
    address = urlsplit(told.text)
    assert f"{address.scheme}://{address.netloc}" == settings.MIARA_SITE_URL
    code = re.fullmatch(r"/dyplom/([2-9A-Z]{12})/", address.path)[1]
    for prefix in ("", "/en"):
        journey.open(prefix + address.path)
        journey.shows(Diploma.objects.get(code=code).number)
        journey.shows("Gmina Zielonki" if not prefix else "Zielonki")


def printed(pdf):
    """A picture of the first page at 150 dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=150 / 72).to_pil()
