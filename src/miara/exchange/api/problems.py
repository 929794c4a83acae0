"""Types of problems that programs of a unit may meet; the rest is shared."""

from django.utils.translation import gettext_lazy as _

from miara.core.api.problems import KINDS, PROBLEM_TYPE, ApiProblem, Kind, add_kinds

__all__ = ["KINDS", "PROBLEM_TYPE", "ApiProblem"]

add_kinds(
    Kind("body-unreadable", 400, _("The body cannot be read")),
    Kind("control-sum-differs", 400, _("The body changed on its way")),
    Kind("no-sending-name", 400, _("The sending has no name")),
    Kind("no-key", 401, _("A key is needed")),
    Kind("bad-key", 401, _("The key does not work")),
    Kind("key-of-other-unit", 403, _("The key belongs to another local government")),
    Kind("key-forbids", 403, _("The key does not allow this")),
    Kind("unknown-year", 404, _("The unit does not keep this year")),
    Kind("method-refused", 405, _("The address takes other methods")),
    Kind("sending-name-reused", 409, _("The name of the sending was used before")),
    Kind("year-closed", 409, _("The year takes no changes")),
    Kind("body-without-length", 411, _("The length of the body is not told")),
    Kind("body-too-large", 413, _("The body is too large")),
    Kind("file-refused", 422, _("The file is not acceptable")),
    Kind("file-not-taken", 422, _("The file was kept as a draft and not taken")),
    Kind("too-often", 429, _("The key asks too often")),
)
