from finance.models.apportionment import Apportionment, ApportionmentShare, Driver, DriverFigure
from finance.models.budget import (
    BudgetLine,
    Commitment,
    FinanceClose,
    FinanceCloseEditor,
    LedgerEntry,
    Virement,
)
from finance.models.business_case import BusinessCase, CaseAmount, CaseLine, CaseVersion, PrintedFigure
from finance.models.ledger_import import LedgerImport
from finance.models.options import Criterion, Option, OptionScore
from finance.models.savings import SavingsLine, SavingsSuccession, SavingsValue

__all__ = [
    "Apportionment",
    "ApportionmentShare",
    "BudgetLine",
    "BusinessCase",
    "CaseAmount",
    "CaseLine",
    "CaseVersion",
    "Commitment",
    "Criterion",
    "Driver",
    "DriverFigure",
    "FinanceClose",
    "FinanceCloseEditor",
    "LedgerEntry",
    "LedgerImport",
    "Option",
    "OptionScore",
    "PrintedFigure",
    "SavingsLine",
    "SavingsSuccession",
    "SavingsValue",
    "Virement",
]
