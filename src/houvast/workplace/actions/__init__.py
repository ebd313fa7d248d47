"""What people do in workplace learning; one module per noun."""
