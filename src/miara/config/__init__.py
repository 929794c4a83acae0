"""Operating Miara: settings, addresses, the WSGI entry."""
