"""Decides: pure functions of values. Imports nothing but the standard library."""
