"""Check-ins, prompts and the schedule, through the store."""
