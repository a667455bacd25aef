"""The five kinds of staff, with exactly the rights of each, and the workflows by which one asks another.

Groups cannot come from a migration: permissions and section pages do not exist then. So `keep_staff_groups` makes and
mends them, and is called after each `migrate`, by `load_content` and by the tests. What stands here holds: a right
that somebody gives to one of these groups by hand is taken away again at the next call. Members are never touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

EDITOR = "Communications editor"
PUBLISHER = "Communications publisher"
REVIEWER = "Clinical reviewer"
COORDINATOR = "Fellowship coordinator"
ADMINISTRATOR = "Administrator"

# Who may publish care pages or govern the site signs in with more than a password.
SECOND_STEP_GROUPS = (PUBLISHER, ADMINISTRATOR)

EVERYWHERE = "the whole site"
FELLOWSHIP_COLLECTION = "Fellowship"

PUBLICATION_WORKFLOW, CLINICAL_WORKFLOW = "Publication", "Clinical check"
PUBLISHING_TASK, CLINICAL_TASK = "Publishing by communications", "Check by a clinician"

# Wagtail's own, replaced by ours.
DEFAULT_GROUPS = ("Editors", "Moderators")
DEFAULT_WORKFLOW = "Moderators approval"

COORDINATOR_SECTIONS = ("fellowship.FellowshipPage", "people.PersonIndexPage", "publications.PublicationIndexPage")
CLINICAL_SECTIONS = (
    "programs.ProgramIndexPage",
    "programs.TreatmentIndexPage",
    "programs.CareTeamIndexPage",
    "programs.TrialIndexPage",
    "programs.ResourceIndexPage",
)
# Single pages of a type outside those sections that a patient acts on.
CLINICAL_PAGES = {"home.StandardPage": {"purpose__in": ["appointments", "refer", "emergency"]}}


def _rights(label: str, *actions: str) -> set[str]:
    app, model = label.split(".")
    return {f"{app}.{action}_{model}" for action in actions or ("add", "change", "delete")}


def _files(*actions: str) -> set[str]:
    return _rights("wagtailimages.image", *actions) | _rights("wagtaildocs.document", *actions)


OPEN_THE_CMS = {"wagtailadmin.access_admin"}
PEOPLE_WORDS = _rights("people.role") | _rights("people.specialty")
PUBLICATION_RECORDS = _rights("publications.topic") | _rights("publications.savedquery")
# What the coordinator keeps in tables beside the fellowship's pages.
FELLOWSHIP_RECORDS = (
    _rights("fellowship.academicyear")
    | _rights("fellowship.fellow", "add", "change")
    | _rights("fellowship.fellowshipfact")
    | _rights("fellowship.applicantdate")
    | _rights("fellowship.casecategory")
    | _rights("fellowship.casecount")
    | _rights("fellowship.protocol")
    | _rights("fellowship.protocolfile")
    | _rights("fellowship.enquiry", "change", "delete")
)
SHARED_RECORDS = _rights("core.claim") | _rights("core.sitenotice") | _rights("core.sitesettings", "change")
GOVERNMENT = (
    _rights("core.siteapproval", "change")
    | _rights("core.user")
    | _rights("auth.group")
    | _rights("wagtailcore.site")
    | _rights("wagtailcore.workflow")
    | _rights("wagtailcore.task")
    | _rights("wagtailredirects.redirect")
)


@dataclass(frozen=True)
class StaffGroup:
    """One kind of staff and what it may do: with records, pages of a section, files of a collection."""

    name: str
    records: set[str]
    pages: Mapping[str, set[str]] = field(default_factory=dict)
    files: Mapping[str, set[str]] = field(default_factory=dict)


STAFF_GROUPS = (
    StaffGroup(EDITOR, OPEN_THE_CMS, {EVERYWHERE: {"add", "change"}}, {EVERYWHERE: _files("add", "choose")}),
    StaffGroup(
        PUBLISHER,
        OPEN_THE_CMS | PEOPLE_WORDS | PUBLICATION_RECORDS | FELLOWSHIP_RECORDS | SHARED_RECORDS,
        {EVERYWHERE: {"add", "change", "publish", "lock", "unlock"}},
        {EVERYWHERE: _files("add", "change", "choose", "delete")},
    ),
    StaffGroup(REVIEWER, OPEN_THE_CMS),
    StaffGroup(
        COORDINATOR,
        OPEN_THE_CMS | PEOPLE_WORDS | PUBLICATION_RECORDS | FELLOWSHIP_RECORDS,
        {section: {"add", "change", "publish"} for section in COORDINATOR_SECTIONS},
        {FELLOWSHIP_COLLECTION: _files("add", "change", "choose", "delete")},
    ),
    StaffGroup(
        ADMINISTRATOR,
        OPEN_THE_CMS | PEOPLE_WORDS | PUBLICATION_RECORDS | FELLOWSHIP_RECORDS | SHARED_RECORDS | GOVERNMENT,
        {EVERYWHERE: {"add", "change", "publish", "lock", "unlock", "bulk_delete"}},
        {EVERYWHERE: _files("add", "change", "choose", "delete") | _rights("wagtailcore.collection")},
    ),
)


def keep_staff_groups(**_signal) -> None:
    """Make the groups and workflows, or mend them; what does not exist yet is left for the next call."""
    if not _tables_exist():
        return
    with transaction.atomic():
        for staff in STAFF_GROUPS:
            group, _ = Group.objects.get_or_create(name=staff.name)
            group.permissions.set(_permissions(staff.records))
            _keep_page_rights(group, staff)
            _keep_file_rights(group, staff)
        _keep_workflows()
        _remove_defaults()


def _tables_exist() -> bool:
    """Whether migrations have come far enough; `migrate` may also be asked to go back."""
    needed = {
        model._meta.db_table for model in (Group, Permission, GroupPagePermission, GroupApprovalTask, WorkflowPage)
    }
    return needed <= set(connection.introspection.table_names())


def _permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions by `app.codename`. Those of a model that is not installed are left out."""
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def pages_of_section(section: str) -> list[Page]:
    """The pages at which a section begins, wherever they stand."""
    if section == EVERYWHERE:
        return list(Page.objects.filter(depth=1))
    try:
        model = apps.get_model(section)
    except LookupError:
        return []
    if model._meta.db_table not in connection.introspection.table_names():
        return []
    return list(Page.objects.filter(pk__in=model.objects.values("pk")))


def _keep_page_rights(group: Group, staff: StaffGroup) -> None:
    permissions = {
        permission.codename.removesuffix("_page"): permission
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    }
    wanted = {
        (page.pk, permissions[right].pk)
        for section, rights in staff.pages.items()
        for page in pages_of_section(section)
        for right in rights
        if right in permissions
    }
    _keep_rows(GroupPagePermission, group, "page_id", wanted)


def _keep_file_rights(group: Group, staff: StaffGroup) -> None:
    wanted = {
        (collection.pk, permission.pk)
        for place, rights in staff.files.items()
        if (collection := _collection(place))
        for permission in _permissions(rights)
    }
    _keep_rows(GroupCollectionPermission, group, "collection_id", wanted)


def _collection(place: str) -> Collection | None:
    root = Collection.get_first_root_node()
    if root is None or place == EVERYWHERE:
        return root
    return root.get_children().filter(name=place).first() or root.add_child(name=place)


def _keep_rows(model: type, group: Group, place: str, wanted: set[tuple[int, int]]) -> None:
    """Let the group have exactly the wanted (place, permission) rows."""
    held = {(getattr(row, place), row.permission_id): row.pk for row in model.objects.filter(group=group)}
    model.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    model.objects.bulk_create(
        model(group=group, permission_id=permission, **{place: at}) for at, permission in wanted - set(held)
    )


def _keep_workflows() -> None:
    """A change by somebody who may not publish goes to the publishers; a care page first to a clinician."""
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    publishing = _task(PUBLISHING_TASK, PUBLISHER)
    clinical = _task(CLINICAL_TASK, REVIEWER)
    publication = _workflow(PUBLICATION_WORKFLOW, [publishing])
    clinical_check = _workflow(CLINICAL_WORKFLOW, [clinical, publishing])
    _assign(publication, [root])
    care = [page for section in CLINICAL_SECTIONS for page in pages_of_section(section)]
    for label, conditions in CLINICAL_PAGES.items():
        at_hand = [page.pk for page in pages_of_section(label)]
        care += Page.objects.filter(
            pk__in=apps.get_model(label).objects.filter(pk__in=at_hand, **conditions).values("pk")
        )
    _assign(clinical_check, care)


def _task(name: str, group_name: str) -> GroupApprovalTask:
    task = GroupApprovalTask.objects.filter(name=name).first() or GroupApprovalTask.objects.create(name=name)
    task.groups.set(Group.objects.filter(name=group_name))
    return task


def _workflow(name: str, tasks: list[Task]) -> Workflow:
    workflow = Workflow.objects.filter(name=name).first() or Workflow.objects.create(name=name)
    rows = list(workflow.workflow_tasks.values_list("task_id", flat=True))
    if rows != [task.pk for task in tasks]:
        workflow.workflow_tasks.all().delete()
        WorkflowTask.objects.bulk_create(
            WorkflowTask(workflow=workflow, task=task, sort_order=order) for order, task in enumerate(tasks)
        )
    return workflow


def _assign(workflow: Workflow, pages: list[Page]) -> None:
    """Give each page the workflow, unless staff chose another one for it."""
    chosen = WorkflowPage.objects.exclude(workflow__name=DEFAULT_WORKFLOW).values_list("page_id", flat=True)
    for page in pages:
        if page.pk not in set(chosen):
            WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def _remove_defaults() -> None:
    """Remove what Wagtail made for a site without groups of its own, as long as nobody uses it."""
    Group.objects.filter(name__in=DEFAULT_GROUPS, user__isnull=True).delete()
    if Group.objects.filter(name="Moderators").exists():
        return
    for workflow in Workflow.objects.filter(name=DEFAULT_WORKFLOW):
        if not WorkflowState.objects.filter(workflow=workflow).exists():
            tasks = list(workflow.workflow_tasks.values_list("task_id", flat=True))
            workflow.delete()
            Task.objects.filter(pk__in=tasks, name=DEFAULT_WORKFLOW, workflow_tasks__isnull=True).delete()
