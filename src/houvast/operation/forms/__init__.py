"""What the administration types."""
