"""People: login, second factor, memberships, roles."""
