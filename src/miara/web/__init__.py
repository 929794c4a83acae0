"""The shell: base templates, components, navigation, error pages, static files."""
