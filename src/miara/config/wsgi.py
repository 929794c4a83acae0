"""The WSGI entry, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
application = get_wsgi_application()
