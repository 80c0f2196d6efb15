"""The ward's working calendar: shown, edited, and what an edit moves."""
