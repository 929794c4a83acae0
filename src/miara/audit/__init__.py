"""Who did what, when: an append-only trail written in the transaction of the act."""
