"""What the settings say about keeping."""

from bot.domain.retention import Policy
from bot.settings import Settings


def policy(settings: Settings) -> Policy:
    """How long the installation keeps tips, and who reported them."""
    return Policy(settings.retention_months, settings.identity_months)
