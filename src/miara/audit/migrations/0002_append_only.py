"""The database itself refuses to change the trail.

Updates are refused on both databases. Deletion is refused on PostgreSQL only: SQLite
has no TRUNCATE, so emptying a database between tests deletes row by row. A later
migration that alters the table on SQLite rebuilds it without triggers and has to put
them back.
"""

from django.db import migrations

MESSAGE = "events of the audit trail are never changed or removed"

SQLITE = [
    f"""
    CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
    """,
    """
    CREATE TRIGGER audit_event_no_update BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()
    """,
]


def protect(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_event_no_update ON audit_event")
        schema_editor.execute("DROP FUNCTION audit_event_refuse()")
    else:
        schema_editor.execute("DROP TRIGGER audit_event_no_update")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
