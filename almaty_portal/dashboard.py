"""The admin's first page: what needs attention, each number leading to the records behind it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actionplan.models import ActionItem, Plan, Reminder
from actionplan.standing import is_secretariat
from almaty_portal.lib import languages
from declarations import renditions
from declarations.models import Document
from meetings.models import Meeting
from members.models import GovernanceSection, Party
from publishing.models import Publishable, Status
from publishing.steps import lacking

RECORDS: list[type[Publishable]] = [Document, Meeting, Party, GovernanceSection, Plan, ActionItem]


def counts(user: Any) -> list[dict[str, Any]]:
    """Per table the user may see: how many drafts, reviews and records without a language, with their lists."""
    rows = []
    for model in RECORDS:
        meta = model._meta
        if not user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            continue
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        records = model._default_manager.all()
        cells = [
            (records.filter(status=Status.DRAFT).count(), f"{address}?status__exact=draft"),
            (records.filter(status=Status.IN_REVIEW).count(), f"{address}?status__exact=in_review"),
            *(
                (records.filter(lacking(model, code)).count(), f"{address}?incomplete={code}")
                for code in languages.codes()
            ),
        ]
        rows.append({"name": meta.verbose_name_plural, "address": address, "cells": cells})
    return rows


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    from django_celery_results.models import TaskResult

    context["attention"] = counts(request.user)
    context["failed_tasks"] = TaskResult.objects.filter(status="FAILURE").count()
    context["may_see_tasks"] = request.user.has_perm("django_celery_results.view_taskresult")
    context["failed_reminders"] = Reminder.objects.failed().count()
    context["missing_renditions"] = sum(1 for _missing in renditions.missing())
    return context


def _links(user: Any, *models: tuple[str, str]) -> list[dict[str, Any]]:
    from django.apps import apps

    items = []
    for label, icon in models:
        meta = apps.get_model(label)._meta
        if admin.site.is_registered(meta.model) and user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            items.append(
                {
                    "title": capfirst(meta.verbose_name_plural),
                    "icon": icon,
                    "link": reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
                }
            )
    return items


def _review(user: Any) -> list[dict[str, Any]]:
    """The reviewer's desk, outside the admin."""
    if not is_secretariat(user):
        return []
    return [{"title": _("Review of reports"), "icon": "fact_check", "link": reverse("desk:review"), "active": False}]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = request.user
    groups = [
        (
            "",
            [
                {"title": _("What needs attention"), "icon": "dashboard", "link": reverse("admin:index")},
                {"title": _("Public site"), "icon": "public", "link": "/", "active": False},
            ],
        ),
        (
            _("Documents"),
            _links(
                user,
                ("declarations.Document", "description"),
                ("declarations.Edition", "inventory_2"),
                ("declarations.Rendition", "file_present"),
            ),
        ),
        (_("Meetings"), _links(user, ("meetings.Meeting", "event"))),
        (
            _("Members"),
            _links(
                user,
                ("members.Party", "flag"),
                ("members.Membership", "groups"),
                ("members.Chairmanship", "star"),
                ("members.NationalCoordinator", "badge"),
                ("members.GovernanceSection", "gavel"),
            ),
        ),
        (
            _("Action plan"),
            _links(
                user,
                ("actionplan.Plan", "assignment"),
                ("actionplan.Cluster", "category"),
                ("actionplan.ActionItem", "task"),
                ("actionplan.Assignment", "assignment_ind"),
            ),
        ),
        (
            _("Reporting"),
            [
                *_review(user),
                *_links(
                    user,
                    ("actionplan.Round", "event_repeat"),
                    ("actionplan.Indicator", "trending_up"),
                    ("actionplan.IndicatorTarget", "target"),
                    ("actionplan.StateSubmission", "inbox"),
                    ("actionplan.ProgressReport", "article"),
                    ("actionplan.ReportVersion", "lock"),
                    ("actionplan.Evidence", "attach_file"),
                    ("actionplan.ReviewComment", "comment"),
                    ("actionplan.Assessment", "rate_review"),
                    ("actionplan.ReportTransition", "history"),
                    ("actionplan.Reminder", "notifications"),
                ),
            ],
        ),
        (
            _("Keeping"),
            _links(
                user,
                ("publishing.Transition", "history"),
                ("members.Mandate", "key"),
                ("members.User", "person"),
                ("auth.Group", "group"),
                ("django_celery_results.TaskResult", "build"),
            ),
        ),
    ]
    return [{"title": title, "items": items} for title, items in groups if items]
