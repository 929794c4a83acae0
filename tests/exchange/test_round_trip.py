"""Out of one unit, into another, out again: the same, to the byte."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.plan_site import make_plan_site
from tests.factories.plans import NOW, UNIT

from miara.core.progress import Progress
from miara.documents.models import StoredFile
from miara.exchange.actions.checking import check_package
from miara.exchange.actions.taking import take_package
from miara.exchange.domain.archive import Archive
from miara.exchange.exports.package import write_package
from miara.exchange.models import Package
from miara.exchange.queries.tables import layouts
from miara.organisations.models import OrganisationalUnit, Post
from miara.strategy.models import Document, Goal, LocalIndicator, LocalValue
from miara.units import public as units

OTHER = "121609"


def package_of(unit):
    """Bytes of the package of a unit."""
    out = BytesIO()
    write_package(out, units.unit_by_uid(unit), now=NOW, progress=Progress())
    return out.getvalue()


def brought(content, unit=OTHER):
    """A package lying here, brought for a unit."""
    row = Package.objects.create(
        unit_uid=unit, direction="IN", state="READY", ordered_at=NOW, size=len(content)
    )
    row.path.parent.mkdir(exist_ok=True)
    row.path.write_bytes(content)
    return row


def content_of(package):
    """Files of a package by name, without the manifest, which names unit and time."""
    with zipfile.ZipFile(BytesIO(package)) as file:
        return {
            name: file.read(name) for name in file.namelist() if name[0] in {"t", "f"}
        }


@pytest.mark.django_db
def test_a_whole_unit_comes_out_as_it_went_in():
    make_plan_site()
    first = package_of(UNIT)
    row = brought(first)
    about = check_package(row, progress=Progress())
    take_package(row, by=None, now=NOW, progress=Progress())
    second = package_of(OTHER)

    told = content_of(first)
    assert content_of(second) == told
    assert about["unit_code"] == UNIT
    assert about["rows"] == Archive(BytesIO(first)).row_count > 120
    # The site has something in most tables, or the test would say little.
    filled = {name for name, body in told.items() if body and name[0] == "t"}
    assert len(filled) > 40
    assert any(name.startswith("files/") for name in told)


@pytest.mark.django_db
def test_money_is_kept_to_the_grosz_and_people_are_not():
    _named, people = make_plan_site()
    row = brought(package_of(UNIT))
    take_package(row, by=people["planner"], now=NOW, progress=Progress())

    from miara.budget.models import TaskMoney

    def sums(unit):
        rows = TaskMoney.objects.filter(budget_year__unit_uid=unit)
        names = ("side", "planned", "changed", "committed", "executed")
        return sorted(rows.values_list(*names))

    assert sums(OTHER) == sums(UNIT) != []
    assert set(
        Post.objects.filter(organisational_unit__unit_uid=OTHER).values_list("holder")
    ) == {("",)}
    text = b"".join(content_of(package_of(UNIT)).values()).decode(errors="replace")
    assert "@gmina.example" not in text
    found = {person.full_name for person in people.values() if person.full_name in text}
    assert found <= {"skarbnik"}  # the word of a role, too


@pytest.mark.django_db
def test_an_erased_file_stays_erased():
    make_plan_site()
    file = StoredFile.objects.order_by("pk").first()
    StoredFile.objects.filter(pk=file.pk).update(
        erased_at=datetime(2026, 1, 1, tzinfo=UTC), erased_reason="Pomyłka"
    )
    first = package_of(UNIT)
    take_package(brought(first), by=None, now=NOW, progress=Progress())
    assert content_of(package_of(OTHER)) == content_of(first)
    assert StoredFile.objects.filter(erased_reason="Pomyłka").count() == 2


words = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\0", categories=("L", "N", "P", "Z")
    ),
    min_size=1,
    max_size=30,
)


@st.composite
def plans(draw):
    """A tree of goals by parents, posts by deputies (in circles too), and values."""
    goals = draw(st.integers(0, 6))
    posts = draw(st.integers(1, 4))
    return {
        "goals": [
            (draw(words), draw(st.none() | st.integers(0, n - 1)) if n else None)
            for n in range(goals)
        ],
        # Rows are made in any order, so a parent may be younger than its child.
        "order": draw(st.permutations(range(goals))),
        "deputies": [draw(st.none() | st.integers(0, posts - 1)) for _ in range(posts)],
        "values": draw(
            st.dictionaries(
                st.integers(2000, 2030),
                st.decimals(
                    -(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False
                ),
                max_size=5,
            )
        ),
    }


def write(plan):
    """The plan as rows of the unit."""
    since = date(2020, 1, 1)
    office = OrganisationalUnit.objects.create(
        unit_uid=UNIT, code="OR", name="Organizacja", since=since
    )
    posts = [
        Post.objects.create(organisational_unit=office, title=f"P{n}", since=since)
        for n in range(len(plan["deputies"]))
    ]
    for n, deputy in enumerate(plan["deputies"]):
        if deputy is not None and deputy != n:
            Post.objects.filter(pk=posts[n].pk).update(deputy=posts[deputy])
    document = Document.objects.create(
        unit_uid=UNIT,
        kind="STRATEGY",
        title="Strategia",
        first_year=2020,
        last_year=2030,
        created_at=NOW,
    )
    made = {}
    for n in plan["order"]:
        text = plan["goals"][n][0]
        made[n] = Goal.objects.create(document=document, code=f"C{n}", text=text)
    level = {}
    for n, (_text, parent) in enumerate(plan["goals"]):
        level[n] = 0 if parent is None else level[parent] + 1
        if parent is not None:
            above = made[parent]
            Goal.objects.filter(pk=made[n].pk).update(parent=above, level=level[n])
    own = LocalIndicator.objects.create(
        unit_uid=UNIT, code="W", name="W", measure="szt.", kind="OUTPUT", owner=posts[0]
    )
    for year, value in plan["values"].items():
        LocalValue.objects.create(
            indicator=own, period=str(year), value=Decimal(value), entered_at=NOW
        )


@pytest.mark.django_db
def test_any_plans_come_out_as_they_went_in():
    from tests.factories.units import make_register

    make_register()
    seen = []

    @settings(max_examples=6)
    @given(plans())
    def check(plan):
        with transaction.atomic():
            write(plan)
            first = package_of(UNIT)
            take_package(brought(first), by=None, now=NOW, progress=Progress())
            assert content_of(package_of(OTHER)) == content_of(first)
            seen.append(len(plan["goals"]))
            transaction.set_rollback(True)

    check()
    assert max(seen) > 2


@pytest.mark.django_db(transaction=True)
def test_tables_are_read_as_they_were_at_one_moment():
    """Outside any transaction, as the worker does it."""
    from tests.factories.plans import make_goal
    from tests.factories.units import make_register

    make_register()
    make_goal()
    first = package_of(UNIT)
    take_package(brought(first), by=None, now=NOW, progress=Progress())
    assert content_of(package_of(OTHER)) == content_of(first)


@pytest.mark.django_db
def test_as_many_queries_for_many_rows_as_for_few(django_assert_max_num_queries):
    make_plan_site()
    unit = units.unit_by_uid(UNIT)
    with django_assert_max_num_queries(4 * len(layouts()) + 40):
        write_package(BytesIO(), unit, now=NOW, progress=Progress())
