from services.models.milestone import Milestone
from services.models.progress_update import ProgressUpdate
from services.models.service import Service
from services.models.service_review import ReviewMove, ReviewParticipation, ServiceReview

__all__ = ["Milestone", "ProgressUpdate", "ReviewMove", "ReviewParticipation", "Service", "ServiceReview"]
