"""Rules of the base in pure Python."""
