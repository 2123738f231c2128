"""Benchmarks: ratios to something measured in the same run. Not tests; `make bench` runs them."""
