"""Check-ins, prompts and the schedule they come of: one door for every change, and who carries out what is due."""
