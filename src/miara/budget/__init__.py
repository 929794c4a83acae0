"""Classification, reports, tasks and the multi-year forecast of a unit."""
