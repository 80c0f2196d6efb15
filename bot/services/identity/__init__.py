"""Who may learn who reported, and how that is asked, agreed to, shown and taken away again."""
