"""Rules of the contest as pure functions, without Django."""
