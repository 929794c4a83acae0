"""Names of the context's background work."""

from typing import Final

IMPORT_JOB: Final = "indicators.import_file"
COMPUTE_JOB: Final = "indicators.compute"
PUBLISH_JOB: Final = "indicators.publish"
HARVEST_JOB: Final = "indicators.harvest_bdl"
