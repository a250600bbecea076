"""The addresses of service reviews and their updates. All begin with the programme."""

from django.urls import include, path

from services.views import (
    milestones,
    review_edit,
    review_moves,
    reviews,
    update_autosave,
    update_decisions,
    update_edit,
    updates,
)

review = [
    path("", reviews.review_detail, name="review_detail"),
    path("history/", reviews.review_history, name="review_history"),
    path("edit/", review_edit.review_edit, name="review_edit"),
    path("leave/", review_edit.review_leave, name="review_leave"),
    path("rejoin/", review_edit.review_rejoin, name="review_rejoin"),
    path("move/", review_moves.review_move, name="review_move"),
    path("milestones/new/", milestones.milestone_create, name="milestone_create"),
    path("milestones/<slug:milestone_code>/", milestones.milestone_edit, name="milestone_edit"),
    path("updates/<slug:period_code>/edit/", update_edit.update_edit, name="update_edit"),
    path("updates/<slug:period_code>/save/", update_autosave.update_autosave, name="update_autosave"),
    path("updates/<slug:period_code>/<int:version>/", updates.update_detail, name="update_detail"),
    path("updates/<slug:period_code>/<int:version>/accept/", update_decisions.update_accept, name="update_accept"),
    path("updates/<slug:period_code>/<int:version>/return/", update_decisions.update_return, name="update_return"),
    path("updates/<slug:period_code>/<int:version>/recall/", update_decisions.update_recall, name="update_recall"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/reviews/", reviews.review_list, name="review_list"),
    path("programmes/<slug:programme_code>/reviews/new/", review_edit.review_create, name="review_create"),
    path("programmes/<slug:programme_code>/reviews/<slug:review_code>/", include(review)),
    path("programmes/<slug:programme_code>/updates/", updates.update_list, name="update_list"),
]
