"""Tags of the contest's templates."""
