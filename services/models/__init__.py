from services.models.action import Action, ActionReference, Area, CarriedRecommendation, PlanReference
from services.models.gate import Gate, GateEvidence
from services.models.group import Group, GroupMember
from services.models.indicator import Baseline, Indicator, Measurement, ServiceStandard, SystemInUse
from services.models.note import Attachment, Note
from services.models.progress_update import ProgressUpdate
from services.models.project import Milestone, Project, ProjectDependency
from services.models.scrutiny_session import ScrutinySession, SessionCouncil
from services.models.service import Service
from services.models.service_review import ReviewAim, ReviewMove, ReviewParticipation, ServiceReview

__all__ = [
    "Action",
    "ActionReference",
    "Area",
    "Attachment",
    "Baseline",
    "CarriedRecommendation",
    "Gate",
    "GateEvidence",
    "Group",
    "GroupMember",
    "Indicator",
    "Measurement",
    "Milestone",
    "Note",
    "PlanReference",
    "ProgressUpdate",
    "Project",
    "ProjectDependency",
    "ReviewAim",
    "ReviewMove",
    "ReviewParticipation",
    "ScrutinySession",
    "Service",
    "ServiceReview",
    "ServiceStandard",
    "SessionCouncil",
    "SystemInUse",
]
