"""What people do with organisations, units, staff, roles and relations; one module per noun."""
