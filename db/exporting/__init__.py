"""What researchers take away: tables, JSON lines, graphs and packages, each from one moment of the database."""
