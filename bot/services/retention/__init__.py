"""What is erased when its time is over, and how it is kept."""
