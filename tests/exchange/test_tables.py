"""Everything that a unit keeps is said to move with it, or to stay and why."""

from django.apps import apps

from miara.core import parcels
from miara.core.personal_data import our_models
from miara.exchange.queries.tables import layouts

#: Contexts whose rows about a unit are not its plans: people, the contest and its
#: conference, the base of practices, letters, and what this room itself keeps of keys
#: and packages.
NOT_PLANS = {
    "accounts", "attendance", "audit", "ceremony", "contest", "events", "exchange", "indicators", "notifications",
    "portal", "practices", "questionnaires", "search", "units",
}  # fmt: skip


def decided():
    """Labels of tables that are carried, and of those that stay."""
    rooms = parcels.rooms()
    carried = {table.model for room in rooms for table in room.tables}
    return carried, {label for room in rooms for label in room.left_behind}


def test_every_table_of_a_room_of_plans_is_decided_about():
    carried, stay = decided()
    codes = {room.code for room in parcels.rooms()}
    all_of_rooms = {
        model._meta.label for model in our_models() if model._meta.app_label in codes
    }
    assert all_of_rooms - carried - stay == set()
    assert carried & stay == set()


def test_every_table_that_names_a_unit_is_decided_about():
    carried, stay = decided()
    naming = {
        model._meta.label
        for model in our_models()
        if any(field.name == "unit_uid" for field in model._meta.concrete_fields)
        and model._meta.app_label not in NOT_PLANS
    }
    assert naming - carried - stay == set()
    assert "strategy.Target" in naming


def test_what_is_decided_exists():
    for room in parcels.rooms():
        for label in {table.model for table in room.tables} | set(room.left_behind):
            assert apps.get_model(label)._meta.app_label == room.code
        assert all(why.endswith(".") for why in room.left_behind.values())


def test_no_person_is_carried():
    for layout in layouts():
        personal = set(getattr(layout.model, "personal_data", {}))
        assert personal & layout.names == set(), layout.label


def test_what_is_not_carried_has_a_value_when_it_is_taken():
    for layout in layouts():
        for name in layout.left_out:
            field = layout.model._meta.get_field(name)
            has_value = field.null or field.has_default() or field.empty_strings_allowed
            assert has_value, f"{layout.label}.{name}"


def test_a_table_stands_after_those_it_names():
    seen = set()
    for layout in layouts():
        seen.add(layout.label)
        for link in (*layout.links, *layout.many):
            assert link.related_model._meta.label in seen
