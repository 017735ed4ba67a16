"""The rota: who reads, who is on duty and there, who is on a closed set, and how a reader comes and goes."""
