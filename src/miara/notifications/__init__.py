"""Mail: an outbox row in the transaction of the act, sent by the worker."""
