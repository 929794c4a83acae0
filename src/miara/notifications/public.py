"""Mail for other contexts: letters, their texts, dispatches, who may see them."""

from miara.notifications.actions.dispatches import (
    Audience,
    approve_dispatch,
    cancel_dispatch,
    log_enquiry,
    make_dispatch,
    record_proof,
)
from miara.notifications.actions.erasure import (
    erase_of_owner,
    erase_to_address,
    held_of_owner,
)
from miara.notifications.actions.following import (
    CONFIRM_WITHIN,
    ask_to_follow,
    confirm_following,
    end_following,
    erase_unconfirmed,
)
from miara.notifications.actions.letter_files import make_letters
from miara.notifications.actions.outbox import (
    cancel_messages,
    enqueue,
    hold_messages,
    release,
    release_messages,
)
from miara.notifications.actions.templates import (
    FlawedTextError,
    reset_template,
    save_template,
)
from miara.notifications.domain.templates import Variable, register_template
from miara.notifications.errors import NotificationsError
from miara.notifications.models import Dispatch, DispatchItem, Enquiry, Message
from miara.notifications.models.dispatch import Channel
from miara.notifications.models.following import Following
from miara.notifications.owners import LetterMaker, register_mail_owner
from miara.notifications.queries.dispatches import (
    DispatchProgress,
    dispatch_progress,
    dispatches_of,
    enquiries_of,
)
from miara.notifications.queries.outbox import messages_of

__all__ = [
    "CONFIRM_WITHIN",
    "Audience",
    "Channel",
    "Dispatch",
    "DispatchItem",
    "DispatchProgress",
    "Enquiry",
    "FlawedTextError",
    "Following",
    "LetterMaker",
    "Message",
    "NotificationsError",
    "Variable",
    "approve_dispatch",
    "ask_to_follow",
    "cancel_dispatch",
    "cancel_messages",
    "confirm_following",
    "dispatch_progress",
    "dispatches_of",
    "end_following",
    "enqueue",
    "enquiries_of",
    "erase_of_owner",
    "erase_to_address",
    "erase_unconfirmed",
    "held_of_owner",
    "hold_messages",
    "log_enquiry",
    "make_dispatch",
    "make_letters",
    "messages_of",
    "record_proof",
    "register_mail_owner",
    "register_template",
    "release",
    "release_messages",
    "reset_template",
    "save_template",
]
