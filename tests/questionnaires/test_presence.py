"""Who has a sheet open is forgotten after a day, as the page about privacy says."""

from datetime import timedelta

import pytest
from tests.questionnaires.conftest import NOW

from miara.core.schedule import calendar
from miara.questionnaires.actions.presence import note_presence
from miara.questionnaires.models import SheetPresence

pytestmark = pytest.mark.django_db


def test_a_day_after_the_last_sign_of_life_nothing_is_kept(sheet, writer, colleague):
    (task,) = [t for t in calendar() if t.name == "questionnaires.forget_presences"]
    day = timedelta(days=1)
    note_presence(sheet=sheet, section="first", by=writer, now=NOW)
    note_presence(sheet=sheet, section="", by=colleague, now=NOW + timedelta(hours=1))
    assert task.function(NOW + day - timedelta(seconds=1)) == {"presences": 0}
    assert task.function(NOW + day) == {"presences": 1}
    assert list(SheetPresence.objects.values_list("user", flat=True)) == [colleague.pk]
    # Due each hour, so a person is never kept much longer than a day.
    assert task.rule.latest(NOW + day) - task.rule.latest(NOW + day - day / 24) == (
        timedelta(hours=1)
    )
