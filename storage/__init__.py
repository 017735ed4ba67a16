"""Keeps: transactions, sealed rows, the ledger, the agenda."""
