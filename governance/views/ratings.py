"""Rating the programme otherwise than its reviews make it, and by them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance.domain.rating_override import CHANGE, NothingToEnd, end_override, override_rating
from governance.forms.ratings import OverrideForm
from governance.models import RatingOverride
from governance.queries.overall_rating import overall_of
from programme.views.lookup import posted, programme_for
from services.models import ServiceReview
from services.queries.progress import progress_rows
from services.views.lookup import reader_of


@require_http_methods(["GET", "HEAD", "POST"])
def rating_override(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Set the programme's rating by hand, with the reason."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    standing = RatingOverride.objects.standing().filter(programme=programme).first()
    form = OverrideForm(posted(request), standing=standing)
    if request.method == "POST":
        made = form.submit(override_rating, programme=programme, actor=request.user, at=timezone.now())
        if made is not None:
            messages.success(request, f"The programme is rated {made.get_rag_display().lower()}")
            return redirect("dashboard", programme.code)
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme=programme)
    context = {
        "programme": programme,
        "form": form,
        "standing": standing,
        "overall": overall_of(progress_rows(reviews=reviews)),
    }
    return render(request, "governance/rating_override.html", context)


@require_POST
def rating_override_end(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Rate the programme by its reviews again."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    try:
        end_override(programme=programme, actor=reader_of(request), at=timezone.now())
    except NothingToEnd as error:
        messages.info(request, error.message)
    else:
        messages.success(request, "The programme is rated by its reviews again")
    return redirect("dashboard", programme.code)
