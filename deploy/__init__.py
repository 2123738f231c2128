"""What runs the nightly refresh on a machine: files in which `uniaccord schedule` fills in `@NAME@`."""

from pathlib import Path

HERE = Path(__file__).parent
"""One folder for each way: `systemd`, `cron`, `container`, `github`."""
