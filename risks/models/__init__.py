from risks.models.assessment import Assessment
from risks.models.exception_rule import ExceptionRule
from risks.models.issue import Issue
from risks.models.matrix import Matrix, MatrixBand, MatrixCell, MatrixLevel
from risks.models.register import RegisterImport, RiskRegister
from risks.models.risk import Mitigation, RegisterEntry, Risk, RiskViewer

__all__ = [
    "Assessment",
    "ExceptionRule",
    "Issue",
    "Matrix",
    "MatrixBand",
    "MatrixCell",
    "MatrixLevel",
    "Mitigation",
    "RegisterEntry",
    "RegisterImport",
    "Risk",
    "RiskRegister",
    "RiskViewer",
]
