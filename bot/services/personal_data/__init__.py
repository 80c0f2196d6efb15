"""What people ask about the data that is kept of them, and how the ward answers (Luật 91/2025/QH15)."""
