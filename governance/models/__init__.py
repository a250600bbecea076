from governance.models.body import Body, Meeting
from governance.models.document import RenderJob, ReportSnapshot
from governance.models.rating_override import RatingOverride
from governance.models.report import BackgroundPaper, HouseStyle, Recommendation, Report, ReportSection

__all__ = [
    "BackgroundPaper",
    "Body",
    "HouseStyle",
    "Meeting",
    "RatingOverride",
    "Recommendation",
    "RenderJob",
    "Report",
    "ReportSection",
    "ReportSnapshot",
]
