"""An empty database gets the same tables and rows as one that walked through it all."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import json, django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from miara.core.fresh_database import is_empty, make_tables
from miara.core.health import missing_migrations
before = is_empty()
make_tables()
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
tables = set(connection.introspection.table_names())
wanted = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
again = set(MigrationRecorder(connection).applied_migrations())
make_tables()
print(json.dumps({
    "empty": [before, is_empty()],
    "missing": missing_migrations(),
    "without a table": sorted(wanted - tables),
    "applied twice": sorted(again ^ set(MigrationRecorder(connection).applied_migrations())),
    "collections": apps.get_model("wagtailcore", "Collection").objects.count(),
    "rights": apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="practices").exists(),
}))
"""


@pytest.mark.slow
def test_an_empty_database_is_brought_up_to_this_version(tmp_path):
    env = os.environ | {
        "MIARA_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "miara.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == {
        "empty": [True, False],
        "missing": [],
        "without a table": [],
        "applied twice": [],
        "collections": 1,
        "rights": True,
    }
