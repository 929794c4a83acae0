"""What can go wrong with the strategy of a unit, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = [
    "BlockedValueError",
    "CodeTakenError",
    "DepthError",
    "FeedsOthersError",
    "FewAnswersError",
    "LoopError",
    "NoAnswersError",
    "NotPublicError",
    "OpenValueError",
    "OtherUnitError",
    "StateError",
    "StrategyError",
    "UnknownTemplateError",
]


class StrategyError(PlansError):
    """Something about the strategy that a person can put right."""


class CodeTakenError(StrategyError):
    """Another row has the symbol."""

    sentence = _("The symbol %(code)s is taken. Choose another one.")


class LoopError(StrategyError):
    """A goal would stand below itself."""

    sentence = _("A goal cannot stand below itself. Choose another place.")


class DepthError(StrategyError):
    """The tree has fewer levels than asked for."""

    sentence = _(
        "The document has %(levels)s levels of goals. Choose a place higher in the "
        "tree, or add a level to the document."
    )


class FeedsOthersError(StrategyError):
    """What is to be removed has other things hanging on it."""

    sentence = _(
        "“%(name)s” cannot be removed, because other things hang on it: %(what)s. "
        "Move or remove them first."
    )


class OtherUnitError(StrategyError):
    """Things of two local governments were mixed."""

    sentence = _("This belongs to another local government. Choose one of your own.")


class UnknownTemplateError(StrategyError):
    """The national template has no such entry."""

    sentence = _("The national template has no “%(code)s”. Choose from the list.")


class NotPublicError(StrategyError):
    """Only a document in force, or one that was, can be made public."""

    sentence = _(
        "Only an adopted document can be made public. Write the number and the date "
        "of the resolution and set its state first."
    )


class StateError(StrategyError):
    """The value stands elsewhere than the act needs."""

    sentence = _(
        "This value is %(state)s now, so this cannot be done. Somebody may have been "
        "faster: look at the page again."
    )


class OpenValueError(StrategyError):
    """A version of the period waits already."""

    sentence = _(
        "A version of %(period)s is not finished yet. Finish it or change that one."
    )


class NoAnswersError(StrategyError):
    """Nothing is counted."""

    sentence = _(
        "No answer is counted, so there is no number. Say what answers count as; of a "
        "share at least one has to be chosen."
    )


class FewAnswersError(StrategyError):
    """Too few people for a number that others will read."""

    sentence = _(
        "Only %(people)s people are counted, and a number needs at least %(fewest)s. "
        "Check which answers are left out."
    )


class BlockedValueError(StrategyError):
    """The check found what cannot be right."""

    def __init__(self, sentences: list[str]) -> None:
        """Know what the check says, in words."""
        super().__init__()
        self.sentences = sentences

    def for_people(self) -> str:
        """Everything that is wrong."""
        return " ".join(self.sentences)
