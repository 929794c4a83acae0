"""Files of an event for people and other programs."""
