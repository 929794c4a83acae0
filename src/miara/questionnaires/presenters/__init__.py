"""Words about forms and answers."""
