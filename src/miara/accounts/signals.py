"""What other contexts may hear from accounts."""

from django.dispatch import Signal

# Something should be told by mail. Sent inside the transaction of the act, so that
# the outbox, which lies above this context, queues the mail together with it.
# Arguments: kind, to, context, language, at - those of notifications.public.enqueue.
mail_due = Signal()
