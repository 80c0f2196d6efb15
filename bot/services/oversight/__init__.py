"""What oversight may know: figures without content, and why limits were broken."""
