"""The ward's periodic report: gathered from the database, written as a workbook and as a document to be signed."""

from bot.services.reports.gather import Report, Say, gather
from bot.services.reports.printing import printed

__all__ = ["Report", "Say", "gather", "printed"]
