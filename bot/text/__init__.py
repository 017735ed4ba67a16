"""The words people read, and the lists that aliases and hints are made of."""
