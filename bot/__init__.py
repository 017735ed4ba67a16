"""Joins: desks, delivery, clock, words, command line, composition."""
