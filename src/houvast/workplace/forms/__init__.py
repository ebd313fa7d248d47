"""What people type about workplace learning; one module per noun."""
