"""What every context shares and no business word: fields, errors, logs, slots, jobs."""
