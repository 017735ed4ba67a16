"""What can be done to a line, by whom: one use case is one transaction. Desks call it, delivery carries it out."""
