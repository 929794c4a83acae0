"""Letters whose default texts are files: shown with samples, replaced by the site's."""

from pathlib import Path

import pytest
from django.conf import settings as site
from django.template.loader import get_template

from miara.accounts.public import invite, unit_scope
from miara.notifications import public as notifications
from miara.notifications.domain.templates import template_kind, template_kinds
from miara.notifications.models import Message
from miara.notifications.rendering import FOLDER, example

from .conftest import NOW

LANGUAGES = [code for code, _name in site.LANGUAGES]


def _kinds_of_files():
    """Kinds of all letters that the contexts ship as files."""
    source = Path(__file__).parents[2] / "src" / "miara"
    found = source.glob(f"*/templates/{FOLDER}/*.subject.txt")
    return sorted(path.name.removesuffix(".subject.txt") for path in found)


def test_every_letter_in_files_is_known_and_no_other():
    known = [each.kind for each in template_kinds() if each.in_files]
    assert [k for k in known if not k.startswith("tests.")] == _kinds_of_files()


@pytest.mark.parametrize("kind", _kinds_of_files())
def test_its_example_says_every_sample_in_both_languages(kind):
    letter = template_kind(kind)
    source = get_template(f"{FOLDER}/{kind}.txt").template.source
    for language in LANGUAGES:
        made = example(letter, language)
        for name, variable in letter.variables.items():
            if f"{{{{ {name} }}}}" in source:
                assert variable.sample_in(language) in made.text, (language, name)
        assert "{{" not in made.subject + made.text


@pytest.mark.django_db
def test_the_site_writes_its_own_invitation(client, operator):
    client.force_login(operator, "django.contrib.auth.backends.ModelBackend")
    listed = client.get("/poczta/site/0/wzory/").content.decode()
    page = "/poczta/site/0/wzory/accounts.invitation/pl/"
    assert page in listed
    assert "Zaproszenie: gmina Przykładowo" in client.get(page).content.decode()
    own = {
        "subject": "Prosimy do nas",
        "text": "{{ role }}: {{ address }} ({{ days }})",
    }
    wrong = {**own, "text": "{{ rola }}"}
    assert client.post(page, {**wrong, "action": "save"}).status_code == 422
    assert client.post(page, {**own, "action": "save"}).status_code == 302
    invite(
        email="ada@example.org",
        role_code="UNIT_EDITOR",
        scope=unit_scope("120617"),
        scope_name="gmina Zielonki",
        by=operator,
        now=NOW,
    )
    message = Message.objects.get()
    assert message.subject == "Prosimy do nas"
    assert "/zaproszenie/" in message.text
    assert message.text.endswith("(7)\n")
    notifications.reset_template(
        owner_kind="site",
        owner_id="0",
        kind="accounts.invitation",
        language="pl",
        by=operator,
        now=NOW,
    )
    assert "Zaproszenie: gmina Przykładowo" in client.get(page).content.decode()
