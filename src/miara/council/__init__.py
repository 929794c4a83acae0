"""The council of a unit: its resolutions, and the debate on the yearly report."""
