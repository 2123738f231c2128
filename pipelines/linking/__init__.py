"""From reports to agreements, from names to organisations. Pure functions over rows: no database, no clock."""
