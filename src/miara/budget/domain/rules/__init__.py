"""Rules of law and indicators as functions with a version, an act and a first day."""
