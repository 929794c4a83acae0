"""Acts of the context: each checks, writes, audits and announces."""
