"""Tables of an empty database at once, instead of through every migration.

An installation that starts today has nothing to carry over from earlier shapes, yet
walking through all migrations renders every model dozens of times and took half of
the first start. Here libraries, some of which bring rows, are migrated first, then
our tables are made straight from the models and our migrations written down as done.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder

__all__ = ["is_empty", "make_tables"]


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def make_tables() -> None:
    """Bring an empty database up to this version; one in use is migrated.

    Only on SQLite are tables made at once: PostgreSQL wants the table that a foreign
    key names to be there before it.
    """
    if connection.vendor == "sqlite" and is_empty():
        _migrate_libraries()
        _make_ours()
    call_command("migrate", interactive=False, verbosity=0)


def _migrate_libraries() -> None:
    """Everything that is not ours, and what of ours it stands on."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([key for key in leaves if not _is_ours(key[0])])


def _make_ours() -> None:
    """Tables of contexts of which nothing is there and no migration brings rows."""
    loader = MigrationExecutor(connection).loader
    begun = {label for label, _name in loader.applied_migrations}
    with_rows = {
        label
        for (label, _name), migration in loader.disk_migrations.items()
        if any(isinstance(each, RunPython | RunSQL) for each in migration.operations)
    }
    ours = [
        (label, name)
        for label, name in sorted(loader.disk_migrations)
        if _is_ours(label) and label not in begun | with_rows
    ]
    with connection.schema_editor() as editor:
        for label in sorted({label for label, _name in ours}):
            for model in apps.get_app_config(label).get_models():
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    for label, name in ours:
        recorder.record_applied(label, name)


def _is_ours(label: str) -> bool:
    return apps.get_app_config(label).name.startswith("miara.")
