"""The yearly cycle: calendars, terms, years, and who may do what in a unit's plans."""
