"""One row for each address: what each role gets there. An address without a row fails."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import URLResolver, get_resolver, reverse
from tests.factories.vintages import publish_small_vintage

from miara.accounts.public import (
    create_operator,
    create_person,
    grant_role,
    unit_scope,
)
from miara.indicators.models import DataLoad

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "dluga-lipowa-aleja-7"
UNIT_CODE = "120617"
UNIT = unit_scope(UNIT_CODE)
ADDRESS = "120617-zielonki"
INDICATOR = "fires_per_1000"
# Known only when the test has made them.
VINTAGE, LOAD, MISSING = object(), object(), 987_654

Statuses = tuple[int, int, int, int]
# A GET by a stranger, a person without a role, a unit's administrator, the operator.
ROLES = ("anonymous", "plain", "administrator", "operator")
PUBLIC: Statuses = (200, 200, 200, 200)
LOGGED_IN: Statuses = (302, 200, 200, 200)
STRANGERS: Statuses = (200, 302, 302, 302)
UNIT_PEOPLE: Statuses = (302, 403, 200, 200)
# Of a unit, but there is no such thing there.
UNIT_ABSENT: Statuses = (302, 403, 404, 404)
OPERATOR: Statuses = (302, 403, 403, 200)
# That there is no such thing, or that it takes a POST, only the operator may learn.
OPERATOR_ABSENT: Statuses = (302, 403, 403, 404)
# A form being filled in is known only to those whom its owner lets in.
UNKNOWN: Statuses = (302, 404, 404, 404)
POST_ONLY: Statuses = (405, 405, 405, 405)
OPERATOR_POST: Statuses = (302, 403, 403, 405)
POST_WHEN_LOGGED_IN: Statuses = (302, 405, 405, 405)
NO_SECOND_FACTOR: Statuses = (302, 404, 404, 404)
AWAY: Statuses = (302, 302, 302, 302)
ABSENT: Statuses = (404, 404, 404, 404)
GONE: Statuses = (410, 410, 410, 410)
# Only a key of a program opens it, whoever is signed in.
NO_KEY: Statuses = (401, 401, 401, 401)


class Row:
    """An address by name and arguments, and its statuses in the order of `ROLES`."""

    def __init__(self, name: str, statuses: Statuses, /, **arguments: object) -> None:
        self.name, self.statuses, self.arguments = name, statuses, arguments


MATRIX = [
    Row("core:alive", PUBLIC),
    Row("core:ready", PUBLIC),
    Row("core:robots", PUBLIC),
    Row("core:open-data", PUBLIC),
    Row("core:open-data-checksum", PUBLIC),
    Row("catalogues:whole-base", PUBLIC, suffix="csv"),
    Row("core:sitemaps", PUBLIC),
    Row("core:sitemap", PUBLIC, pages="praktyki"),
    Row("portal:news-list", PUBLIC),
    Row("portal:feed", PUBLIC),
    Row("portal:news-table", PUBLIC, suffix="csv"),
    Row("portal:news", ABSENT, address="987654-nie-ma"),
    Row("portal:page", ABSENT, code="nie-ma", slug="nie-ma"),
    Row("portal-look:style", ABSENT, code="nie-ma"),
    Row("portal-look:file", ABSENT, code="nie-ma", uid="nie-ma"),
    Row("portal:former", ABSENT, code="nie-ma"),
    Row("portal:former-path", ABSENT, code="nie-ma", path="nie/ma"),
    Row("portal:newsletter", PUBLIC),
    Row("portal:newsletter-confirm", GONE, token="x" * 43),
    Row("portal:newsletter-change", GONE, token="x" * 43),
    Row("portal:newsletter-end", GONE, token="x" * 43),
    Row("portal-sites-of-operator:list", OPERATOR),
    Row("portal-sites-of-operator:new", OPERATOR),
    Row("portal-sites-of-operator:site", OPERATOR_ABSENT, code="nie-ma"),
    Row("portal:news-file", ABSENT, number=987654, uid="nie-ma"),
    Row("api-data:openapi-json", PUBLIC),
    Row("api-data:unit_table", PUBLIC),
    Row("api-data:indicator_table", PUBLIC),
    Row("api-data:value_table", PUBLIC),
    Row("api-data:vintage_table", PUBLIC),
    Row("api-data:unit_list", PUBLIC),
    Row("api-data:indicator_list", PUBLIC),
    Row("api-data:value_list", PUBLIC),
    Row("api-data:vintage_list", PUBLIC),
    Row("api-data:practice_list", PUBLIC),
    Row("api-data:practice_detail", ABSENT, number="987654"),
    Row("api-1:openapi-view", PUBLIC),
    Row("web:home", PUBLIC),
    Row("budget:years", UNIT_PEOPLE, address=ADDRESS),
    Row("budget:codes", UNIT_PEOPLE, address=ADDRESS),
    *(
        Row(f"budget:{name}", UNIT_ABSENT, address=ADDRESS, year=2026)
        for name in (
            *("year", "contradictions", "files", "lines", "rules", "tasks"),
            *("task-new", "reports", "forecast", "indicators"),
            *("archive", "forecast-rows"),
        )
    ),
    *(
        Row(f"budget:{name}", UNIT_ABSENT, address=ADDRESS, year=2026, suffix="csv")
        for name in ("lines-file", "tasks-file")
    ),
    *(
        Row(f"budget:{name}", UNIT_ABSENT, address=ADDRESS, year=2026, pk=MISSING)
        for name in ("file", "file-download", "line", "task", "task-change")
    ),
    Row(
        "budget:report", UNIT_ABSENT, address=ADDRESS, year=2026, pk=MISSING, quarter=1
    ),
    Row("cycle:years", UNIT_PEOPLE, address=ADDRESS),
    Row("cycle:year", UNIT_ABSENT, address=ADDRESS, year=2026),
    Row("cycle:term-new", UNIT_ABSENT, address=ADDRESS, year=2026),
    Row("cycle:term", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("cycle:settings", UNIT_PEOPLE, address=ADDRESS),
    Row("instruments:instruments", UNIT_PEOPLE, address=ADDRESS),
    Row("instruments:instruments-file", UNIT_PEOPLE, address=ADDRESS),
    Row("instruments:instrument-new", UNIT_PEOPLE, address=ADDRESS),
    Row("instruments:instrument", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("instruments:instrument-change", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("instruments:instrument-sections", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("instruments:part-new", UNIT_ABSENT, address=ADDRESS, pk=MISSING, word="etapy"),
    Row(
        "instruments:part",
        UNIT_ABSENT,
        address=ADDRESS,
        pk=MISSING,
        word="etapy",
        number=1,
    ),
    Row("instruments:public-list", PUBLIC, address=ADDRESS),
    Row("instruments:public-list-file", PUBLIC, address=ADDRESS, suffix="json"),
    Row("instruments:public-page", ABSENT, address=ADDRESS, pk=MISSING),
    Row("instruments:public-file", ABSENT, address=ADDRESS, pk=MISSING, suffix="csv"),
    Row("instruments:civic", PUBLIC, address=ADDRESS),
    Row("instruments:civic-file", PUBLIC, address=ADDRESS),
    *(
        Row(f"api-unit:{name}", NO_KEY, code=UNIT_CODE)
        for name in (
            "entry",
            "goals",
            "indicators",
            "instrument_list",
            "post_values",
            "put_values",
            "risk_list",
            "terms",
            "values",
            "years",
        )
    ),
    *(
        Row(f"api-unit:{name}", NO_KEY, code=UNIT_CODE, year=2026)
        for name in ("files", "post_file", "tasks", "year_detail")
    ),
    Row("api-unit:openapi-json", PUBLIC),
    Row("api-unit:nothing", ABSENT, rest="nic/tu/nie/ma"),
    Row("exchange:keys", UNIT_PEOPLE, address=ADDRESS),
    Row("exchange:packages", UNIT_PEOPLE, address=ADDRESS),
    Row("exchange:package", UNIT_ABSENT, address=ADDRESS, uid="0" * 24),
    Row("exchange:package-file", UNIT_ABSENT, address=ADDRESS, uid="0" * 24),
    Row("exchange:open-data", PUBLIC, address=ADDRESS),
    Row("exchange:open-file", PUBLIC, address=ADDRESS, name="cele", suffix="csv"),
    Row("rollout:packs", PUBLIC),
    Row("rollout:pack", PUBLIC, code="small_rural"),
    Row("rollout:overview", OPERATOR),
    *(
        Row(f"rollout:{name}", UNIT_PEOPLE, address=ADDRESS)
        for name in ("progress", "start", "documents", "tables", "experience")
    ),
    # Before the start the checklist leads to it.
    Row("rollout:checklist", (302, 403, 302, 302), address=ADDRESS),
    Row("rollout:template-file", UNIT_PEOPLE, address=ADDRESS, name="zadania"),
    *(
        Row(f"rollout:{name}", UNIT_ABSENT, address=ADDRESS, pk=MISSING)
        for name in ("document", "document-edit", "document-file", "table")
    ),
    Row("reports:residents", PUBLIC, address=ADDRESS),
    Row("reports:residents-file", PUBLIC, address=ADDRESS),
    Row("reports:councillors", PUBLIC, address=ADDRESS),
    Row("reports:councillors-file", PUBLIC, address=ADDRESS),
    Row("reports:board-settings", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:today", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:dashboards", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:dashboard", UNIT_PEOPLE, address=ADDRESS, role="skarbnik"),
    Row("reports:reports", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:report", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("reports:report-file", UNIT_ABSENT, address=ADDRESS, pk=MISSING, suffix="xlsx"),
    Row("reports:section", UNIT_ABSENT, address=ADDRESS, pk=MISSING, number=MISSING),
    Row("reports:publish", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("reports:job", UNIT_ABSENT, address=ADDRESS, pk=MISSING, number=MISSING),
    Row("reports:package", UNIT_ABSENT, address=ADDRESS, pk=MISSING, number=1),
    Row("reports:public-list", PUBLIC, address=ADDRESS),
    Row("reports:public-page", ABSENT, address=ADDRESS, word="budzet", year=2020),
    Row(
        "reports:public-file",
        ABSENT,
        address=ADDRESS,
        word="budzet",
        year=2020,
        suffix="xlsx",
    ),
    Row(
        "reports:public-version",
        ABSENT,
        address=ADDRESS,
        word="budzet",
        year=2020,
        number=1,
    ),
    Row(
        "reports:version-file",
        ABSENT,
        address=ADDRESS,
        word="zadania-2-kwartal",
        year=2020,
        number=1,
        suffix="html",
    ),
    Row(
        "reports:public-table",
        ABSENT,
        address=ADDRESS,
        word="budzet",
        year=2020,
        number=1,
        place=1,
        suffix="csv",
    ),
    Row("reports:chain", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:chain-gaps", UNIT_PEOPLE, address=ADDRESS),
    Row("reports:chain-file", UNIT_PEOPLE, address=ADDRESS, suffix="json"),
    Row("reports:chain-node", UNIT_ABSENT, address=ADDRESS, slug=f"cel-{MISSING}"),
    Row("council:register", UNIT_PEOPLE, address=ADDRESS),
    Row("council:register-file", UNIT_PEOPLE, address=ADDRESS, suffix="xlsx"),
    Row("council:resolution-new", UNIT_PEOPLE, address=ADDRESS),
    Row("council:words", UNIT_PEOPLE, address=ADDRESS),
    Row("council:template", UNIT_PEOPLE, address=ADDRESS, suffix="csv"),
    Row("council:intakes", UNIT_PEOPLE, address=ADDRESS),
    Row("council:intake", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("council:resolution", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("council:resolution-change", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("council:debates", UNIT_PEOPLE, address=ADDRESS),
    *(
        Row(f"council:{name}", UNIT_ABSENT, address=ADDRESS, year=2025)
        for name in (
            *("debate", "debate-change", "debate-rules", "debate-outcome"),
            *("debate-form-file", "question-new"),
        )
    ),
    Row("council:question", UNIT_ABSENT, address=ADDRESS, year=2025, pk=MISSING),
    *(
        Row(f"council:{name}", ABSENT, address=ADDRESS, year=2025)
        for name in ("public-debate", "public-form", "public-form-file")
    ),
    Row("risks:register", UNIT_PEOPLE, address=ADDRESS),
    Row("risks:register-file", UNIT_PEOPLE, address=ADDRESS),
    Row("risks:risk-new", UNIT_PEOPLE, address=ADDRESS),
    Row("risks:scale", UNIT_PEOPLE, address=ADDRESS),
    Row("risks:risk", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("risks:risk-change", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("risks:control", UNIT_PEOPLE, address=ADDRESS),
    Row("risks:assessment", UNIT_PEOPLE, address=ADDRESS, year=2025),
    Row("risks:declaration", UNIT_PEOPLE, address=ADDRESS, year=2025),
    Row(
        "risks:declaration-file",
        UNIT_ABSENT,
        address=ADDRESS,
        year=2025,
        suffix="pdf",
    ),
    *(
        Row(f"strategy:{name}", UNIT_PEOPLE, address=ADDRESS)
        for name in (
            "domains",
            "template",
            "domain-new",
            "service-new",
            "documents",
            "document-new",
            "gaps",
            "indicators",
            "indicator-new",
            "table",
            "structure",
            "unit-new",
            "post-new",
            "auxiliary-new",
            "reorganisation",
        )
    ),
    *(
        Row(f"strategy:{name}", UNIT_ABSENT, address=ADDRESS, pk=MISSING)
        for name in (
            "domain",
            "service",
            "document",
            "document-edit",
            "goal-new",
            "checklist",
            "diagnosis",
            "goal",
            "goal-move",
            "goal-remove",
            "target",
            "target-edit",
            "indicator",
            "indicator-edit",
            "indicator-confirm",
            "indicator-break",
            "unit",
            "post",
            "auxiliary",
        )
    ),
    Row(
        "strategy:diagnosis-section",
        UNIT_ABSENT,
        address=ADDRESS,
        pk=MISSING,
        code="safety",
    ),
    Row("strategy:survey-new", UNIT_ABSENT, address=ADDRESS, pk=MISSING),
    Row("strategy:survey", UNIT_ABSENT, address=ADDRESS, pk=MISSING, number=1),
    Row("strategy:target-new", UNIT_ABSENT, address=ADDRESS, about="cel", pk=MISSING),
    Row("strategy:public-list", PUBLIC, address=ADDRESS),
    Row("strategy:public-page", ABSENT, address=ADDRESS, pk=MISSING),
    Row("strategy:public-file", ABSENT, address=ADDRESS, pk=MISSING, suffix="csv"),
    Row("cycle:feed", ABSENT, address=ADDRESS, key="x" * 43),
    Row("web:search", PUBLIC),
    Row("events:events", PUBLIC),
    Row("events:new", (302, 403, 403, 403)),
    *(
        Row(f"events:{name}", ABSENT, code="nie-ma")
        for name in ("event", "calendar", "programme", "versions")
    ),
    Row("events:programme-file", ABSENT, code="nie-ma", suffix="ics"),
    Row("events:schedule", ABSENT, code="nie-ma", suffix="json"),
    Row("events:logo", ABSENT, code="nie-ma", kind="patron", pk=MISSING),
    *(
        Row(f"events:{name}", UNKNOWN, code="nie-ma")
        for name in (
            *("office", "change", "board", "session-new", "draft", "publish"),
            "delay",
        )
    ),
    Row("events:session", UNKNOWN, code="nie-ma", uid="nie-ma"),
    Row("events:move", UNKNOWN, code="nie-ma", uid="nie-ma"),
    Row("events:rows", UNKNOWN, code="nie-ma", word="sale"),
    Row("events:row-new", UNKNOWN, code="nie-ma", word="sale"),
    Row("events:row", UNKNOWN, code="nie-ma", word="sale", pk=MISSING),
    *(
        Row(f"ceremony:{name}", UNKNOWN, contest="nie-ma", slug="nie-ma")
        for name in ("office", "prepare", "screen", "rehearsal-screen")
    ),
    *(
        Row(f"ceremony:{name}", POST_ONLY, contest="nie-ma", slug="nie-ma")
        for name in (
            *("open", "close", "release", "rehearse", "reveal"),
            "rehearsal-reveal",
        )
    ),
    *(Row(f"attendance:{name}", ABSENT, code="nie-ma") for name in ("new", "sent")),
    *(
        Row(f"attendance:{name}", GONE, key="x" * 43)
        for name in ("registration", "change")
    ),
    Row("attendance:certificate-file", ABSENT, key="x" * 43, uid="nie-ma"),
    Row("attendance:certificate", ABSENT, number="nie-ma"),
    *(
        Row(f"attendance:{name}", UNKNOWN, code="nie-ma")
        for name in (
            *("guests", "desk", "questions", "walk-in", "held", "badges"),
            *("door", "codes", "marks"),
        )
    ),
    Row("attendance:table", UNKNOWN, code="nie-ma", suffix="csv"),
    Row("attendance:guest", UNKNOWN, code="nie-ma", uid="nie-ma"),
    Row("contest:visits", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:visit", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row(
        "contest:visit-file",
        UNKNOWN,
        contest="nie-ma",
        slug="nie-ma",
        uid="nie-ma",
        pk=1,
    ),
    Row("contest:jurors", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:office-people", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:jury", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:jury-paper", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row(
        "contest:jury-paper-file",
        UNKNOWN,
        contest="nie-ma",
        slug="nie-ma",
        uid="nie-ma",
    ),
    Row("contest:jury-meeting", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:jury-minutes", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:release", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:release-withdraw", POST_ONLY, contest="nie-ma", slug="nie-ma"),
    Row("contest:release-press", POST_ONLY, contest="nie-ma", slug="nie-ma"),
    Row("contest:release-diplomas", POST_ONLY, contest="nie-ma", slug="nie-ma"),
    Row("contest:finalists", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:results", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:results-csv", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:results-json", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:press", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row(
        "contest:press-sealed", ABSENT, contest="nie-ma", slug="nie-ma", stage="results"
    ),
    Row("contest:press-open", ABSENT, contest="nie-ma", slug="nie-ma", stage="results"),
    Row("contest:diplomas", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:diploma-job", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row(
        "contest:diploma-office", UNKNOWN, contest="nie-ma", slug="nie-ma", code="NIEMA"
    ),
    Row("contest:diploma-form", PUBLIC),
    Row("contest:diploma-check", ABSENT, code="NIEMA"),
    Row("contest:diploma-file", ABSENT, code="NIEMA"),
    Row("contest:contests", PUBLIC),
    Row("contest:contest-new", (302, 403, 403, 403)),
    Row("contest:edition-new", UNKNOWN, contest="nie-ma"),
    Row("contest:edition", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:rules", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:questions", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:calendar", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:public-entries", ABSENT, contest="nie-ma", slug="nie-ma"),
    Row("contest:public-entry", ABSENT, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:document", ABSENT, contest="nie-ma", slug="nie-ma", pk=1),
    Row("contest:logo", ABSENT, contest="nie-ma", slug="nie-ma", kind="patron", pk=1),
    Row("contest:office", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:setup", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:setup-call", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:setup-grant", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:setup-form", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:setup-protocol", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:extension", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:texts", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:invitations", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:questions-desk", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:groups", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:publish", POST_ONLY, contest="nie-ma", slug="nie-ma"),
    Row(
        "contest:setup-rules", UNKNOWN, contest="nie-ma", slug="nie-ma", section="marks"
    ),
    Row("contest:setup-rows", UNKNOWN, contest="nie-ma", slug="nie-ma", kind="grupy"),
    Row(
        "contest:setup-row-new", UNKNOWN, contest="nie-ma", slug="nie-ma", kind="grupy"
    ),
    Row(
        "contest:setup-row",
        UNKNOWN,
        contest="nie-ma",
        slug="nie-ma",
        kind="grupy",
        pk=1,
    ),
    Row("contest:text", UNKNOWN, contest="nie-ma", slug="nie-ma", kind="regulamin"),
    Row(
        "contest:text-preview",
        UNKNOWN,
        contest="nie-ma",
        slug="nie-ma",
        kind="regulamin",
    ),
    Row("contest:text-approval", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row(
        "contest:questions-desk-answer", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1
    ),
    Row("contest:group-change", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:archive", PUBLIC),
    Row("contest:archive-units", PUBLIC),
    Row("contest:archive-file", PUBLIC, suffix="json"),
    Row("contest:archive-units-file", PUBLIC, suffix="csv"),
    Row("contest:archive-edition", ABSENT, code="slz-1999"),
    Row("contest:archive-edition-file", ABSENT, code="slz-1999", suffix="csv"),
    Row("accounts:login-through", PUBLIC),
    Row("account_inactive", PUBLIC),
    Row("account_email_verification_sent", PUBLIC),
    Row("account_reset_password", PUBLIC),
    Row("account_reset_password_done", PUBLIC),
    Row("account_reset_password_from_key_done", PUBLIC),
    Row("socialaccount_login_cancelled", PUBLIC),
    Row("statements:accessibility", PUBLIC),
    Row("statements:privacy", PUBLIC),
    Row("indicators:indicators", PUBLIC),
    Row("indicators:method", PUBLIC),
    Row("indicators:sources", PUBLIC),
    Row("indicators:corrections", PUBLIC),
    Row("indicators:units", PUBLIC),
    Row("indicators:suggestions", PUBLIC),
    Row("indicators:compare", PUBLIC),
    Row("indicators:group-new", PUBLIC),
    Row("indicators:feed", PUBLIC),
    Row("indicators:error-report-new", PUBLIC),
    Row("api-data:peer_table", PUBLIC, code=UNIT_CODE),
    Row("api-data:peer_list", PUBLIC, code=UNIT_CODE),
    Row("api-data:unit_detail", PUBLIC, code=UNIT_CODE),
    Row("api-data:indicator_detail", PUBLIC, code=INDICATOR),
    Row("indicators:indicator", PUBLIC, code=INDICATOR),
    Row("indicators:indicator-file", PUBLIC, code=INDICATOR, suffix="csv"),
    Row("indicators:chart-file", PUBLIC, code=INDICATOR, kind="czas", suffix="svg"),
    Row("indicators:chart-embed", PUBLIC, code=INDICATOR, kind="czas"),
    Row("indicators:indicators-file", PUBLIC, suffix="csv"),
    Row("indicators:sources-file", PUBLIC, suffix="csv"),
    Row("indicators:corrections-file", PUBLIC, suffix="csv"),
    Row("indicators:vintage-file", PUBLIC, vintage_id=VINTAGE, suffix="csv"),
    Row("indicators:vintage", PUBLIC, vintage_id=VINTAGE),
    Row("indicators:source", PUBLIC, load_id=LOAD),
    Row("indicators:unit", PUBLIC, address=ADDRESS),
    Row("indicators:unit-data", PUBLIC, address=ADDRESS, suffix="csv"),
    Row("indicators:unit-picture", PUBLIC, address=ADDRESS),
    Row("indicators:unit-embed", PUBLIC, address=ADDRESS),
    Row("indicators:compare-data", PUBLIC, suffix="csv"),
    Row("indicators:feed-unit", PUBLIC, address=ADDRESS),
    Row("indicators:feed-indicator", PUBLIC, code=INDICATOR),
    Row("indicators:subscribe", PUBLIC, address=ADDRESS),
    Row("account_confirm_email", PUBLIC, key="nie-ma"),
    Row("account_reset_password_from_key", PUBLIC, uidb36="1", key="nie-ma"),
    Row("account_login", STRANGERS),
    Row("account_signup", STRANGERS),
    Row("accounts:account", LOGGED_IN),
    Row("accounts:export", LOGGED_IN),
    Row("accounts:request-new", LOGGED_IN),
    Row("account_logout", LOGGED_IN),
    Row("account_reauthenticate", LOGGED_IN),
    Row("account_email", LOGGED_IN),
    Row("account_change_password", LOGGED_IN),
    Row("mfa_index", LOGGED_IN),
    Row("socialaccount_connections", LOGGED_IN),
    Row("accounts:close", AWAY),
    Row("account_set_password", AWAY),
    Row("mfa_authenticate", AWAY),
    Row("mfa_reauthenticate", AWAY),
    Row("mfa_activate_totp", AWAY),
    Row("mfa_generate_recovery_codes", AWAY),
    Row("socialaccount_signup", AWAY),
    Row("mfa_deactivate_totp", NO_SECOND_FACTOR),
    Row("mfa_view_recovery_codes", NO_SECOND_FACTOR),
    Row("mfa_download_recovery_codes", NO_SECOND_FACTOR),
    Row("accounts:people", UNIT_PEOPLE, scope=UNIT),
    Row("accounts:role-end", POST_WHEN_LOGGED_IN, pk=1),
    Row("accounts:invitation-withdraw", POST_WHEN_LOGGED_IN, pk=1),
    Row("accounts:request-withdraw", POST_WHEN_LOGGED_IN, pk=1),
    Row("accounts:provider-switch", POST_WHEN_LOGGED_IN, pk=1),
    Row("accounts:request-list", OPERATOR),
    Row("accounts:provider-list", OPERATOR),
    Row("accounts:organisation-list", OPERATOR),
    Row("accounts:organisation-new", OPERATOR),
    Row("accounts:organisation", OPERATOR_ABSENT, uid="nie-ma"),
    Row("statements:accessibility-edit", OPERATOR),
    Row("statements:privacy-edit", OPERATOR),
    Row("indicators:error-reports", OPERATOR),
    Row("indicators:operator", OPERATOR),
    Row("indicators:operator-quality", OPERATOR),
    Row("indicators:operator-quality-data", OPERATOR),
    Row("indicators:operator-import", OPERATOR),
    Row("indicators:operator-loads", OPERATOR),
    Row("indicators:operator-builds", OPERATOR),
    Row("indicators:operator-trail", OPERATOR),
    Row("indicators:operator-harvests", OPERATOR),
    Row("notifications:operator-desk", OPERATOR),
    Row("notifications:directory", OPERATOR),
    Row("notifications:directory-file", OPERATOR, suffix="csv"),
    Row("notifications:directory-import", OPERATOR),
    Row("notifications:owner-desk", OPERATOR, owner_kind="site", owner_id="0"),
    Row("notifications:template-list", OPERATOR, owner_kind="site", owner_id="0"),
    Row("notifications:dispatch-list", OPERATOR, owner_kind="site", owner_id="0"),
    Row("notifications:dispatch-new", OPERATOR, owner_kind="site", owner_id="0"),
    Row("notifications:enquiry-list", OPERATOR, owner_kind="site", owner_id="0"),
    Row(
        "notifications:template",
        OPERATOR_ABSENT,
        owner_kind="site",
        owner_id="0",
        kind="nie.ma",
        language="pl",
    ),
    Row("notifications:directory-report", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:head", OPERATOR_ABSENT, uid="nie-ma"),
    Row("notifications:message", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:message-html", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:dispatch", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:dispatch-file", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:dispatch-letter", OPERATOR_ABSENT, pk=MISSING, item=MISSING),
    Row("notifications:dispatch-letters", OPERATOR_ABSENT, pk=MISSING),
    Row("notifications:dispatch-proof", OPERATOR_ABSENT, pk=MISSING, item=MISSING),
    Row("notifications:bounce-clear", POST_WHEN_LOGGED_IN, pk=1),
    Row("accounts:provider-new", OPERATOR, protocol="oidc"),
    Row("indicators:operator-load", OPERATOR, pk=LOAD),
    Row("indicators:operator-build", OPERATOR, vintage_id=VINTAGE),
    Row("accounts:request", OPERATOR_ABSENT, pk=MISSING),
    Row("accounts:request-document", OPERATOR_ABSENT, pk=MISSING),
    Row("accounts:provider", OPERATOR_ABSENT, pk=MISSING),
    Row("indicators:error-report", OPERATOR_ABSENT, pk=MISSING),
    Row("indicators:operator-job", OPERATOR_ABSENT, pk=MISSING),
    Row("indicators:operator-import-again", OPERATOR_POST, token="0" * 32),
    Row("indicators:operator-load-withdraw", OPERATOR_POST, pk=LOAD),
    Row("indicators:operator-compute", OPERATOR_POST),
    Row("indicators:operator-publish", OPERATOR_POST, vintage_id=VINTAGE),
    Row("indicators:operator-harvest-switch", OPERATOR_POST, pk=1),
    Row("questionnaires:sheet", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:section", UNKNOWN, uid="nie-ma", code="nie-ma"),
    Row("questionnaires:preview", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:changes", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:attachment", UNKNOWN, uid="nie-ma", pk=MISSING),
    Row("questionnaires:docx", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:pdf", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:read-back", UNKNOWN, uid="nie-ma"),
    Row("questionnaires:owner-forms", UNKNOWN, owner_kind="nie.ma", owner_id="1"),
    Row("questionnaires:version", UNKNOWN, pk=MISSING),
    Row("questionnaires:move", UNKNOWN, pk=MISSING),
    Row("questionnaires:export", UNKNOWN, pk=MISSING),
    Row("questionnaires:section-new", UNKNOWN, pk=MISSING),
    Row("questionnaires:section-edit", UNKNOWN, pk=MISSING, code="nie-ma"),
    Row("questionnaires:field-new", UNKNOWN, pk=MISSING, section="nie-ma"),
    Row("questionnaires:field-edit", UNKNOWN, pk=MISSING, code="nie-ma"),
    Row("questionnaires:field", (401, 404, 404, 404), uid="nie-ma", code="nie-ma"),
    Row("questionnaires:save-field", POST_ONLY, uid="nie-ma"),
    Row("questionnaires:upload", POST_ONLY, uid="nie-ma", code="nie-ma"),
    Row("questionnaires:presence", POST_ONLY, uid="nie-ma"),
    Row("contest:receipt-check", PUBLIC),
    Row("contest:partner-confirm", ABSENT, token="nie-ma"),
    Row("contest:entries", LOGGED_IN),
    Row("contest:entry-new", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:entry", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-describe", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-history", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-people", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-signatures", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-submit", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-withdraw", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-supplement", UNKNOWN, uid="nie-ma"),
    Row("contest:entry-appeal", UNKNOWN, uid="nie-ma"),
    Row("contest:partner-ask", UNKNOWN, uid="nie-ma", pk=1),
    Row("contest:entry-sign", UNKNOWN, uid="nie-ma", number=1),
    Row("contest:entry-signature-remove", UNKNOWN, uid="nie-ma", pk=1),
    Row("contest:entry-signed-file", UNKNOWN, uid="nie-ma", pk=1),
    Row("contest:entry-copy", UNKNOWN, uid="nie-ma", suffix="pdf"),
    Row("contest:entry-receipt", UNKNOWN, uid="nie-ma", position=1),
    Row("contest:entry-version", UNKNOWN, uid="nie-ma", position=1),
    *(
        Row(f"contest:{name}", UNKNOWN, contest="nie-ma", slug="nie-ma", **more)
        for name, more in (
            ("applications", {}),
            ("application-paper-new", {}),
            ("application", {"uid": "nie-ma"}),
            ("application-copy", {"uid": "nie-ma"}),
            ("application-paper", {"uid": "nie-ma"}),
            ("application-deadline", {"uid": "nie-ma"}),
            ("application-disqualify", {"uid": "nie-ma"}),
            ("application-appeal", {"uid": "nie-ma"}),
            ("application-signature", {"uid": "nie-ma", "pk": 1}),
            ("application-signature-file", {"uid": "nie-ma", "pk": 1, "which": "plik"}),
            ("application-version", {"uid": "nie-ma", "position": 1}),
            ("application-pdf", {"uid": "nie-ma", "position": 1}),
            ("application-file", {"uid": "nie-ma", "position": 1, "number": 1}),
        )
    ),
    Row("contest:own-data", AWAY),
    Row("contest:closing", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:closing-job", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row("contest:closing-package", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="x"),
    Row("contest:held", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:held-person", POST_ONLY, contest="nie-ma", slug="nie-ma"),
    Row("contest:readings", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:feedback", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:feedback-edit", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="x"),
    Row("contest:entry-feedback", UNKNOWN, uid="nie-ma"),
    Row("contest:desk", LOGGED_IN),
    Row("contest:cards", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:card-ask", POST_ONLY, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row(
        "contest:application-card",
        POST_ONLY,
        contest="nie-ma",
        slug="nie-ma",
        uid="nie-ma",
    ),
    Row("contest:entry-card", UNKNOWN, uid="nie-ma"),
    Row("practice-use:ask", ABSENT, address="987654-nie-ma"),
    Row("practice-use:declare", UNKNOWN, address="987654-nie-ma"),
    Row("practice-use:adoption", UNKNOWN, pk=1),
    Row("practice-use:own", LOGGED_IN),
    Row("practice-use:meeting-new", UNKNOWN, address="987654-nie-ma"),
    Row("practice-use:meeting", ABSENT, pk=987_654),
    Row("practice-use:meeting-calendar", ABSENT, pk=987_654),
    Row("practice-use:meeting-move", UNKNOWN, pk=987_654),
    Row("practice-use:meeting-off", POST_WHEN_LOGGED_IN, pk=987_654),
    Row("practice-use:meeting-leave", GONE, key="nie-ma"),
    Row("practice-use:keep", UNKNOWN, address="987654-nie-ma"),
    Row("practice-use:kept", LOGGED_IN),
    Row("practice-use:kept-file", LOGGED_IN),
    Row("practice-use:follow", PUBLIC),
    Row("practice-use:search-confirm", GONE, token="x" * 43),
    Row("practice-use:search-end", GONE, token="x" * 43),
    Row("practices:cards", PUBLIC),
    Row("catalogues:oai", PUBLIC),
    Row("sharing:code", PUBLIC),
    Row("proposals:new", PUBLIC),
    Row("proposals:sent", PUBLIC),
    Row("proposals:confirm", GONE, key="a" * 43),
    Row("proposals:list", (302, 403, 403, 403)),
    Row("proposals:questions", POST_WHEN_LOGGED_IN),
    Row("sharing:map", PUBLIC),
    Row("sharing:paper", ABSENT, address="987654-nie-ma", suffix="pdf"),
    Row("sharing:short", ABSENT, address="987654-nie-ma"),
    Row(
        "sharing:short-paper",
        ABSENT,
        address="987654-nie-ma",
        part="skrot",
        suffix="docx",
    ),
    Row("sharing:picture", ABSENT, address="987654-nie-ma"),
    Row("sharing:list", PUBLIC),
    Row("sharing:search", PUBLIC),
    Row("sharing:colours", PUBLIC),
    Row("sharing:card", ABSENT, address="987654-nie-ma"),
    Row("practices:suggestions", PUBLIC),
    Row("practices:unit-suggestions", PUBLIC),
    Row("practices:feed", PUBLIC),
    Row("practices:cards-file", PUBLIC, suffix="csv"),
    Row("practices:card", ABSENT, address="987654-nie-ma"),
    Row("practices:card-data", ABSENT, address="987654-nie-ma"),
    Row("practices:card-file", ABSENT, number=987654, uid="nie-ma"),
    Row("practices:question", ABSENT, key="nie-ma"),
    Row("contest:expert-invitation", ABSENT, token="nie-ma"),
    Row("contest:assessment", UNKNOWN, uid="nie-ma"),
    Row("contest:declaration", UNKNOWN, uid="nie-ma"),
    Row("contest:save-mark", POST_ONLY, uid="nie-ma"),
    Row("contest:take-back", POST_WHEN_LOGGED_IN, uid="nie-ma"),
    Row("contest:consensus", POST_WHEN_LOGGED_IN, uid="nie-ma"),
    Row("contest:reading-file", UNKNOWN, uid="nie-ma", number=1),
    Row("contest:progress", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:progress-close", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row(
        "contest:progress-entry", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"
    ),
    Row("contest:ranking", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:ranking-file", UNKNOWN, contest="nie-ma", slug="nie-ma", suffix="csv"),
    Row("contest:experts", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:expert-new", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:expert-import", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:expert", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:expert-leave", UNKNOWN, contest="nie-ma", slug="nie-ma", uid="nie-ma"),
    Row("contest:conflicts", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:conflict-decide", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row("contest:plans", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:plan-new", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:plan-improve", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:plan-pairs", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:plan-wishes", UNKNOWN, contest="nie-ma", slug="nie-ma"),
    Row("contest:plan", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row("contest:plan-adopt", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row("contest:plan-file", UNKNOWN, contest="nie-ma", slug="nie-ma", pk=1),
    Row("moving:archives", (302, 403, 403, 403)),
    Row("moving:report", (302, 403, 403, 403), pk=MISSING),
    Row("moving:rest", (302, 403, 403, 403), pk=MISSING),
    Row("moving:move", (302, 403, 403, 403), pk=MISSING),
    Row("moving:former", ABSENT),
    Row("moving:former-path", ABSENT, path="nie/ma"),
    Row("web:gallery", (404, 404, 404, 200)),
    Row("socialaccount_login_error", (401, 401, 401, 401)),
    Row("accounts:invitation", GONE, token="nie-ma"),
    Row("indicators:subscription-confirm", GONE, token="a" * 43),
    Row("indicators:subscription-end", GONE, token="a" * 43),
    Row("indicators:group", ABSENT, token="nie-ma"),
    Row("api-data:nothing", ABSENT, rest="nie-ma"),
    Row("openid_connect_login", ABSENT, provider_id="nie-ma"),
    Row("openid_connect_callback", ABSENT, provider_id="nie-ma"),
    Row("saml_finish_acs", ABSENT, organization_slug="nie-ma"),
    Row("saml_sls", ABSENT, organization_slug="nie-ma"),
    Row("saml_metadata", ABSENT, organization_slug="nie-ma"),
    Row("saml_login", ABSENT, organization_slug="nie-ma"),
    Row("saml_acs", AWAY, organization_slug="nie-ma"),
]


def _names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if str(entry.pattern) == "redakcja/":
            continue  # tests/editing goes over these by itself
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _names(entry, inner)
        else:
            yield ":".join((*spaces, entry.name or str(entry.pattern)))


@pytest.fixture
def cast(db, settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False

    def person(name):
        email = f"{name}@gmina.example"
        return create_person(
            email=email, password=PASSWORD, full_name=name, by=None, now=NOW
        )

    plain, administrator = person("pola"), person("ada")
    grant_role(
        user=administrator,
        role_code="UNIT_ADMINISTRATOR",
        scope=UNIT,
        by=None,
        now=NOW,
    )
    operator = create_operator(email="op@miara.example", password=PASSWORD, now=NOW)
    return dict(zip(ROLES, (None, plain, administrator, operator), strict=True))


def test_every_address_has_a_row_and_every_row_an_address():
    rows = [row.name for row in MATRIX]
    assert set(_names(get_resolver())) ^ set(rows) == set()
    assert len(rows) == len(set(rows))


def test_each_role_gets_what_the_matrix_says(client, cast, settings):
    vintage = publish_small_vintage(settings)
    known = {VINTAGE: vintage.vintage_id, LOAD: DataLoad.objects.earliest("pk").pk}
    found = {row.name: [] for row in MATRIX}
    for user in cast.values():
        for row in MATRIX:
            client.logout()  # one of the addresses logs out
            if user is not None:
                client.force_login(user, "django.contrib.auth.backends.ModelBackend")
            arguments = {k: known.get(v, v) for k, v in row.arguments.items()}
            url = reverse(row.name, kwargs=arguments)
            found[row.name].append(client.get(url).status_code)
    expected = {row.name: list(row.statuses) for row in MATRIX}
    wrong = {name: got for name, got in found.items() if got != expected[name]}
    assert wrong == {}
