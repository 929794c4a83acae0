"""Django's SQLite with writers that queue instead of dozing."""
