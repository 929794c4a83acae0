"""What other parts of Miara may listen to."""

from django.dispatch import Signal

#: Sent after another vintage is served; arguments ``vintage`` and ``now``.
vintage_published = Signal()
