"""The ward's periodic report: gathered from the database, written as a workbook and as a document to be signed."""

from bot.services.reports.gather import Report, Say, cut_offs_in, cut_offs_of, gather, issued_report
from bot.services.reports.printing import printed

__all__ = ["Report", "Say", "cut_offs_in", "cut_offs_of", "gather", "issued_report", "printed"]
