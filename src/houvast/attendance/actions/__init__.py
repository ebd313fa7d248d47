"""What people do about absence; one module per subject."""
