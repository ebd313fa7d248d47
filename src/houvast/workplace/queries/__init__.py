"""What a viewer may see of workplace learning; one module per noun."""
