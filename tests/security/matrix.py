"""Who may get what in the CMS, address by address. What has no row here is refused, and fails the test.

A row names addresses by their views. `own` says who gets something there in the coordinator's sections, or where there
is nothing of one's own; `elsewhere` who does with a draft of patient care, a file of another collection, a superuser's
account; `public` who does with a live page of patient care, `waiting` with one that waits for a clinician. Nobody else
gets anything but a refusal, a stranger never more than the way to the sign-in page.
"""

from dataclasses import dataclass

from sarcoma_site.core.staff_groups import ADMINISTRATOR, COORDINATOR, EDITOR, PUBLISHER, REVIEWER

from .roles import ROLES, STAFF, STRANGER

ALL = frozenset(ROLES)
SIGNED_IN = ALL - {STRANGER}
ALL_STAFF = frozenset(STAFF)
WRITERS = ALL_STAFF - {REVIEWER}
WHOLE_SITE = frozenset({EDITOR, PUBLISHER, ADMINISTRATOR})
WITH_REVIEWER = WHOLE_SITE | {REVIEWER}
KEEPERS = frozenset({PUBLISHER, COORDINATOR, ADMINISTRATOR})
PUBLISHERS = frozenset({PUBLISHER, ADMINISTRATOR})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
NOBODY = frozenset()


@dataclass(frozen=True)
class Who:
    """The roles that get something, by place."""

    own: frozenset
    elsewhere: frozenset
    public: frozenset
    waiting: frozenset

    def at(self, place: str) -> frozenset:
        return getattr(self, place)


def rows(names: str, own, elsewhere=None, public=None, waiting=None, begins="") -> dict[str, Who]:
    """Rows for several addresses, divided by commas; a place that is not given is as `elsewhere`, and that as `own`."""
    elsewhere = own if elsewhere is None else elsewhere
    who = Who(own, elsewhere, elsewhere if public is None else public, elsewhere if waiting is None else waiting)
    return {begins + name.strip(): who for name in names.split(",")}


SIGNING_IN = (
    rows("account_login, account_logout, account_inactive, socialaccount_login_cancelled", ALL)
    | rows("account_reset_password, account_reset_password_done, account_reset_password_from_key", ALL)
    | rows("account_reset_password_from_key_done, ^password_reset/confirm/.*$", ALL)
    | rows("openid_connect_login, openid_connect_callback", NOBODY)  # None is set up in the tests.
    | rows("mfa_authenticate, mfa_login_webauthn", ALL)
    | rows("account_change_password, account_set_password, account_reauthenticate, usersessions_list", SIGNED_IN)
    | rows("index, activate_totp, add_webauthn, list_webauthn, generate_recovery_codes", SIGNED_IN, begins="mfa_")
    | rows("reauthenticate, reauthenticate_webauthn", SIGNED_IN, begins="mfa_")
    | rows("deactivate_totp, view_recovery_codes, download_recovery_codes", NOBODY, begins="mfa_")  # Nobody has any.
    | rows("edit_webauthn, remove_webauthn", NOBODY, begins="mfa_")  # It is somebody else’s key.
)

FRAME = (
    rows("home, dismissibles, account", ALL_STAFF, begins="wagtailadmin_")
    | rows("wagtailadmin_block_preview", NOBODY)  # There is nothing without the number of a block.
    | rows("sprite, javascript_catalog", ALL, begins="wagtailadmin_")
    | rows("wagtailadmin_logout", NOBODY)  # It leads to the sign-in page.
    | rows("login, password_reset, password_reset_done, password_reset_confirm", ALL, begins="wagtailadmin_")
    | rows("password_reset_complete", ALL, begins="wagtailadmin_")
    | rows("who_can_do_what", ALL_STAFF)
    | rows("before_you_go_live", PUBLISHERS)
    | rows("wagtailadmin_error_test, test404/, wagtailembeds:chooser, wagtailembeds:chooser_upload, ^.*/$", NOBODY)
)

PAGES = (
    rows("wagtailadmin_explore_root, wagtailadmin_pages:search, wagtailadmin_pages:search_results", WRITERS)
    | rows(
        "wagtailadmin_explore, wagtailadmin_explore_results",
        WRITERS,
        WHOLE_SITE,
        public=WRITERS,  # Its published title, and none of what is below it.
        waiting=WRITERS,
    )
    | rows("add, preview_on_add, add_subpage", WRITERS, WHOLE_SITE, begins="wagtailadmin_pages:")
    | rows("choose_parent", ALL_STAFF, begins="wagtailadmin_pages:")  # Names only places where one may add.
    | rows("type_use, type_use_results", WRITERS, WHOLE_SITE, begins="wagtailadmin_pages:")
    | rows("edit, preview_on_edit", WRITERS, WHOLE_SITE, waiting=WITH_REVIEWER, begins="wagtailadmin_pages:")
    | rows("view_draft, copy, usage", WRITERS, WHOLE_SITE, waiting=WITH_REVIEWER, begins="wagtailadmin_pages:")
    | rows("delete, move, move_confirm", WRITERS, WHOLE_SITE, PUBLISHERS, PUBLISHERS, begins="wagtailadmin_pages:")
    | rows("set_privacy, set_page_position", KEEPERS, PUBLISHERS, begins="wagtailadmin_pages:")
    | rows("unpublish", NOBODY, public=PUBLISHERS, begins="wagtailadmin_pages:")  # The others are drafts, or wait.
    | rows("lock", {PUBLISHER}, PUBLISHERS, waiting={REVIEWER}, begins="wagtailadmin_pages:")
    | rows("unlock", NOBODY, PUBLISHERS, waiting=NOBODY, begins="wagtailadmin_pages:")  # Those are not locked.
    | rows("convert_alias", NOBODY, begins="wagtailadmin_pages:")  # None of these is one.
)

HISTORY = (
    rows("history, history_results, revisions_index", WRITERS, WHOLE_SITE, begins="wagtailadmin_pages:")
    | rows("revisions_view, revisions_compare", WRITERS, WHOLE_SITE, begins="wagtailadmin_pages:")
    | rows("revisions_revert", WRITERS, WHOLE_SITE, waiting=WITH_REVIEWER, begins="wagtailadmin_pages:")
    | rows("revisions_unschedule", KEEPERS, PUBLISHERS, begins="wagtailadmin_pages:")
    | rows("workflow_history", WRITERS, WHOLE_SITE, waiting=WITH_REVIEWER, begins="wagtailadmin_pages:")
    | rows("workflow_history_detail", WRITERS, waiting=WITH_REVIEWER, begins="wagtailadmin_pages:")
)

WORKFLOWS = (
    rows(
        "workflow_action approve, workflow_action reject", {PUBLISHER}, waiting={REVIEWER}, begins="wagtailadmin_pages:"
    )
    | rows(
        "collect_workflow_action_data approve, collect_workflow_action_data reject, workflow_preview",
        {PUBLISHER},
        waiting={REVIEWER},
        begins="wagtailadmin_pages:",
    )
    | rows(
        "confirm_workflow_cancellation",
        WRITERS,
        WHOLE_SITE,
        public=ALL_STAFF,  # It says only whether there is something to confirm.
        waiting=ALL_STAFF,
        begins="wagtailadmin_pages:",
    )
    | rows("index, index_results, add, edit, enable, disable, usage", ADMINISTRATORS, begins="wagtailadmin_workflows:")
    | rows("usage_results, remove, add_task, select_task_type", ADMINISTRATORS, begins="wagtailadmin_workflows:")
    | rows("task_index, task_index_results, edit_task", ADMINISTRATORS, begins="wagtailadmin_workflows:")
    | rows("disable_task, enable_task, task_chooser", ADMINISTRATORS, begins="wagtailadmin_workflows:")
    | rows("task_chooser_results, task_chooser_create, task_chosen", ADMINISTRATORS, begins="wagtailadmin_workflows:")
)

WITHOUT_SCREENS = (
    rows("listing", ALL_STAFF, begins="wagtailadmin_api:pages:")  # Each sees only what the explorer shows.
    | rows("find", NOBODY, begins="wagtailadmin_api:pages:")  # There is nothing without an address to find.
    | rows("detail", WRITERS, WHOLE_SITE, begins="wagtailadmin_api:pages:")
    | rows("delete", WRITERS, WHOLE_SITE, PUBLISHERS, PUBLISHERS, begins="wagtailadmin_api:pages:action ")
    | rows("move, convert_alias", WRITERS, WHOLE_SITE, begins="wagtailadmin_api:pages:action ")
    | rows(
        "copy_for_translation, revert_to_page_revision", WRITERS, WHOLE_SITE, begins="wagtailadmin_api:pages:action "
    )
    | rows("copy, create_alias, publish", KEEPERS, PUBLISHERS, begins="wagtailadmin_api:pages:action ")
    | rows("unpublish", NOBODY, public=PUBLISHERS, begins="wagtailadmin_api:pages:action ")
    | rows("listing, detail, find", NOBODY, begins="wagtailadmin_api:images:")
    | rows("listing, detail, find", NOBODY, begins="wagtailadmin_api:documents:")
    | rows("ping", WRITERS, WHOLE_SITE, waiting=WITH_REVIEWER, begins="wagtailadmin_editing_sessions:")
    | rows("release", ALL_STAFF, begins="wagtailadmin_editing_sessions:")  # Ends only a session of one's own.
    | rows(
        "wagtailadmin_tag_autocomplete, wagtailadmin_tag_model_autocomplete", ALL_STAFF
    )  # Only one's own files' tags.
)

CHOOSERS = (
    rows("page, page_search, page_anchor_link, page_email_link", ALL_STAFF, begins="wagtailadmin_choose_")
    | rows("page_phone_link, page_external_link", ALL_STAFF, begins="wagtailadmin_choose_")
    | rows(
        "page_child, page_chosen_multiple",
        WRITERS,
        WHOLE_SITE,
        public=ALL_STAFF,
        waiting=ALL_STAFF,
        begins="wagtailadmin_choose_",
    )
    | rows("choose, choose_results", ALL_STAFF, begins="wagtailimages_chooser:")  # Empty without a right to choose.
    | rows("chosen, chosen_multiple, select_format", WRITERS, WHOLE_SITE, begins="wagtailimages_chooser:")
    | rows("create", WRITERS, begins="wagtailimages_chooser:")
    | rows("choose, choose_results", ALL_STAFF, begins="wagtaildocs_chooser:")
    | rows("chosen, chosen_multiple", WRITERS, WHOLE_SITE, begins="wagtaildocs_chooser:")
    | rows("create", WRITERS, begins="wagtaildocs_chooser:")
)
for _record in ("core_claim", "people_role", "people_specialty"):
    _begins = f"wagtailsnippetchoosers_{_record}:"
    CHOOSERS |= rows("choose, choose_results, chosen, chosen_multiple", ALL_STAFF, begins=_begins)
    CHOOSERS |= rows("create", NOBODY, begins=_begins)
CHOOSERS |= rows(
    "choose, choose_results, chosen, chosen_multiple", PUBLISHERS, begins="wagtailsnippetchoosers_core_sitenotice:"
)
CHOOSERS |= rows("create", NOBODY, begins="wagtailsnippetchoosers_core_sitenotice:")

FILES = (
    rows("index, index_results, add, add_multiple", WRITERS, begins="wagtailimages:")
    | rows("edit, delete, preview, image_usage, edit_multiple", KEEPERS, PUBLISHERS, begins="wagtailimages:")
    | rows("delete_multiple", KEEPERS, PUBLISHERS, begins="wagtailimages:")
    | rows("url_generator, url_generator_output", NOBODY, begins="wagtailimages:")
    | rows("create_multiple_from_uploaded_image, delete_upload_multiple", {PUBLISHER}, begins="wagtailimages:")
    | rows("index, index_results, add, add_multiple", WRITERS, begins="wagtaildocs:")
    | rows("edit, delete, document_usage, edit_multiple, delete_multiple", KEEPERS, PUBLISHERS, begins="wagtaildocs:")
    | rows("create_multiple_from_uploaded_document, delete_upload_multiple", {PUBLISHER}, begins="wagtaildocs:")
    | rows("index, add, edit, delete, set_privacy", ADMINISTRATORS, begins="wagtailadmin_collections:")
)

MANY_AT_ONCE = (
    rows("page delete", WRITERS, WHOLE_SITE, PUBLISHERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("page move", WRITERS, WHOLE_SITE, PUBLISHERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("page publish", KEEPERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("page unpublish", NOBODY, public=PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("siteimage add_tags, siteimage add_to_collection", KEEPERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("siteimage delete, sitedocument delete", KEEPERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("sitedocument add_tags, sitedocument add_to_collection", KEEPERS, PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("claim delete, sitenotice delete", PUBLISHERS, begins="wagtail_bulk_action ")
    | rows("role delete, specialty delete", KEEPERS, begins="wagtail_bulk_action ")
    | rows("user assign_role, user delete", ADMINISTRATORS, NOBODY, begins="wagtail_bulk_action ")
    | rows("user set_active_state", ADMINISTRATORS, NOBODY, begins="wagtail_bulk_action ")
)

_SCREENS = "list, list_results, add, edit, delete, usage, history, history_results, copy"
RECORDS = (
    rows(_SCREENS, PUBLISHERS, begins="wagtailsnippets_core_claim:")
    | rows(_SCREENS, PUBLISHERS, begins="wagtailsnippets_core_sitenotice:")
    | rows(_SCREENS, KEEPERS, begins="wagtailsnippets_people_role:")
    | rows(_SCREENS, KEEPERS, begins="wagtailsnippets_people_specialty:")
    | rows("wagtailsnippets:index", NOBODY)  # Every kind has its own entry in the menu.
    | rows("edit sitesettings", PUBLISHERS, begins="wagtailsettings:")
    | rows("edit siteapproval", ADMINISTRATORS, begins="wagtailsettings:")
    | rows("preview_on_edit sitesettings, preview_on_edit siteapproval", NOBODY, begins="wagtailsettings:")
)

_VIEWS = "index, index_results, add, edit, delete, history, history_results, usage"
PUBLICATIONS = (
    rows("imports, import, import_progress, import_choose, import_again, import_undo", WRITERS, begins="publication_")
    | rows("review, declined, sync, sync_progress, problems, problem, names", KEEPERS, begins="publication_")
    | rows(_VIEWS, KEEPERS, begins="publication_topics:")
    | rows(_VIEWS, KEEPERS, begins="publication_queries:")
)

# To empty a fellow's name is enough; the place of the year stays, so nobody deletes one.
_OF_FELLOWS = "index, index_results, add, edit, history, history_results, usage"
ROTATIONS = (
    rows("years, plan_year, board, board_public, board_delete, new_address", KEEPERS, begins="fellowship_")
    | rows(_OF_FELLOWS, KEEPERS, begins="fellowship_fellows:")
    | rows("delete", NOBODY, begins="fellowship_fellows:")
)
CONFERENCES = rows("week, cancel, move, extra, take_back", KEEPERS, begins="conference_")
APPLICANTS = (
    rows("facts, fact, cases, protocol_file, protocol_file_version", KEEPERS, begins="fellowship_")
    | rows(_VIEWS, KEEPERS, begins="fellowship_dates:")
    | rows(_VIEWS, KEEPERS, begins="fellowship_case_categories:")
    | rows(_VIEWS, KEEPERS, begins="fellowship_protocols:")
)
ENQUIRIES = rows("enquiry_list, enquiry", KEEPERS)
FELLOWSHIP = ROTATIONS | CONFERENCES | APPLICANTS | ENQUIRIES

REPORTS = (
    rows("locked_pages, locked_pages_results", PUBLISHERS, begins="wagtailadmin_reports:")
    | rows("workflow, workflow_results, workflow_tasks", WHOLE_SITE, begins="wagtailadmin_reports:")
    | rows("workflow_tasks_results, aging_pages, aging_pages_results", WHOLE_SITE, begins="wagtailadmin_reports:")
    | rows("site_history, site_history_results", ADMINISTRATORS, begins="wagtailadmin_reports:")
    | rows("page_types_usage, page_types_usage_results", ADMINISTRATORS, begins="wagtailadmin_reports:")
    | rows("index, index_results, list_submissions", NOBODY, begins="wagtailforms:")  # The fellowship has its own.
    | rows("list_submissions_results, delete_submissions", NOBODY, begins="wagtailforms:")
)

GOVERNMENT = (
    rows("index, index_results, add, usage", ADMINISTRATORS, begins="wagtailusers_users:")
    | rows("edit, delete, history, history_results", ADMINISTRATORS, NOBODY, begins="wagtailusers_users:")
    | rows("staff_sign_in_help", ADMINISTRATORS, NOBODY)
    | rows(_VIEWS, ADMINISTRATORS, begins="wagtailusers_groups:")
    | rows(f"{_VIEWS}, copy", ADMINISTRATORS, begins="wagtailsites:")
    | rows("redirects_without_import", ADMINISTRATORS)
    | rows("index, index_results, add, edit, delete", ADMINISTRATORS, begins="wagtailredirects:")
    | rows("start_import, process_import", NOBODY, begins="wagtailredirects:")
    | rows("no_import_of_redirects, no_import_of_redirects_either", NOBODY)
)

PARTS = (
    *(SIGNING_IN, FRAME, PAGES, HISTORY, WORKFLOWS, WITHOUT_SCREENS, CHOOSERS, FILES, MANY_AT_ONCE, RECORDS),
    *(PUBLICATIONS, FELLOWSHIP, REPORTS, GOVERNMENT),
)
MATRIX = {name: who for part in PARTS for name, who in part.items()}

# What an empty form would not reach: the fields without which a screen has nothing to look at.
PAGE_FORM = {"body-count": "0", "authors-count": "0", "sources-count": "0"}
FORMS = {
    "wagtailadmin_pages:add": PAGE_FORM,
    "wagtailadmin_pages:edit": PAGE_FORM,
    "wagtailadmin_pages:revisions_revert": PAGE_FORM,
    "wagtailadmin_choose_page_external_link": {"external-link-chooser-url": "https://example.org/"},
}
# Where Wagtail fails at an empty form of somebody who may send it. Nothing is shown, and nothing is written.
FAULTS_OF_WAGTAIL = {
    "POST wagtaildocs:create_multiple_from_uploaded_document (own)",
    "POST wagtaildocs:create_multiple_from_uploaded_document (elsewhere)",
}
