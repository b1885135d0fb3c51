"""What decides: pure objects that take text and time and give values back."""
