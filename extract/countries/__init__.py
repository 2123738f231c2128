"""Countries by name, from an own table with guards; names are for people who only want to write one."""
