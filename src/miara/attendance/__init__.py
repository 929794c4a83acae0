"""Who comes to an event: registration, the door, certificates, erasure."""
