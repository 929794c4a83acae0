"""Rules about people and roles, without Django."""
