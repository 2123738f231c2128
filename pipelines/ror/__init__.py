"""Organisations and the Research Organization Registry (https://ror.org)."""
