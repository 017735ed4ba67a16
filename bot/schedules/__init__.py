"""Schedules as productions have them, read into one neutral shape; nothing is kept that isn't needed."""
