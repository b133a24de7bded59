"""Accounts, and the roles that are given to them beside their posts."""
