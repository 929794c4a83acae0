"""A contest at its stress size: the last hour of a call, and pages with 500 entries."""
