"""Rules of the context without Django."""
