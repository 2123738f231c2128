"""How we behave: only the declared hosts, what robots.txt allows, and patience with the busy."""
