"""Content as data: indicators, variables, sources, domains, corrections."""
