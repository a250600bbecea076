"""House styles, read only: how reports are laid out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from governance.documents.errors import LayoutError
from governance.documents.layout import Layout
from governance.models import HouseStyle
from governance.queries.reports import listed_house_styles
from governance.tables.reports import HouseStyleTable
from programme.exports import export_asked, export_of_table
from programme.views.lookup import visible_programme


@require_safe
def house_style_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The house styles of a programme."""
    programme = visible_programme(request, programme_code)
    styles = listed_house_styles(programme=programme, reader=request.user)
    table = HouseStyleTable(styles, programme=programme, order_by="name")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-house-styles", file_format=file_format)
    context = {"programme": programme, "table": table, "page_title": "House styles", "exports": True}
    return render(request, "governance/house_style_list.html", context)


@require_safe
def house_style_detail(request: HttpRequest, programme_code: str, style_code: str) -> HttpResponse:
    """The sections, header and recommendations of a house style; its faults where it has any."""
    programme = visible_programme(request, programme_code)
    style = get_object_or_404(HouseStyle, programme=programme, code=style_code)
    try:
        layout, faults = Layout.from_dict(style.layout), []
    except LayoutError as error:
        layout, faults = None, error.faults
    context = {
        "programme": programme,
        "style": style,
        "layout": layout,
        "faults": faults,
    }
    return render(request, "governance/house_style_detail.html", context)
