"""National templates: the management domains."""
