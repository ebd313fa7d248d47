"""What people type about absence; one module per subject."""
