"""The addresses of our screens in the CMS."""

from django.urls import path

from .admin_views import import_run, imports, names, problems, review, sync

urlpatterns = [
    path("import/", imports.ImportsView.as_view(), name="publication_imports"),
    path("import/<int:pk>/", import_run.ImportView.as_view(), name="publication_import"),
    path("import/<int:pk>/progress/", import_run.ImportProgressView.as_view(), name="publication_import_progress"),
    path("import/<int:pk>/choose/", import_run.ImportChooseView.as_view(), name="publication_import_choose"),
    path("import/<int:pk>/again/", import_run.ImportAgainView.as_view(), name="publication_import_again"),
    path("import/<int:pk>/undo/", import_run.ImportUndoView.as_view(), name="publication_import_undo"),
    path("review/", review.ReviewView.as_view(), name="publication_review"),
    path("review/declined/", review.DeclinedView.as_view(), name="publication_declined"),
    path("sync/", sync.SyncView.as_view(), name="publication_sync"),
    path("sync/progress/", sync.SyncProgressView.as_view(), name="publication_sync_progress"),
    path("problems/", problems.ProblemsView.as_view(), name="publication_problems"),
    path("problems/<int:pk>/", problems.ProblemView.as_view(), name="publication_problem"),
    path("names/", names.NamesView.as_view(), name="publication_names"),
]
