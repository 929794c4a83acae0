"""People of every role, a data folder of one test, jobs done at once."""

import pytest
from django.utils import timezone, translation

from miara.accounts import public as accounts
from miara.accounts.actions.memberships import grant_role
from miara.accounts.actions.people import create_operator, create_person
from miara.core.jobs import perform
from miara.core.models import Job

PASSWORD = "dluga-lipowa-aleja-7"


@pytest.fixture(autouse=True)
def quick_and_polish(settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    translation.activate("pl")
    yield
    translation.activate("pl")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    settings.MIARA_HOME = home
    settings.CUBE_DIR = home / "cube"
    settings.UPLOADS_DIR = home / "uploads"
    return home


@pytest.fixture
def operator(db):
    return create_operator(
        email="operator@miara.example",
        password=PASSWORD,
        full_name="Olga",
        now=timezone.now(),
    )


@pytest.fixture
def make_person(db):
    def make(role=None, scope=None):
        now = timezone.now()
        user = create_person(
            email=f"{role or 'nikt'}@gmina.example".lower(),
            password=PASSWORD,
            full_name="Ktoś",
            by=None,
            now=now,
        )
        if role is not None:
            grant_role(user=user, role_code=role, scope=scope, by=None, now=now)
        return user

    return make


@pytest.fixture
def desk(client, operator):
    """A browser in which the operator is logged in."""
    client.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def unit():
    return accounts.unit_scope("120617")


@pytest.fixture
def work():
    """Do every waiting job, as the worker would; gives the last one."""

    def run():
        last = None
        for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
            perform(job.pk)
            last = Job.objects.get(pk=job.pk)
        return last

    return run
