"""The WSGI entry, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from miara.core import warmup

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
application = get_wsgi_application()
# A worker that is slow to start is better than a slow first page.
warmup.prepare(application)
