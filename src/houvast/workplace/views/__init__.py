"""Pages of workplace learning; one module per noun."""
