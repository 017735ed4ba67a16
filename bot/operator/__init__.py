"""What whoever runs this Ghostlight does from the command line: keys, the production's file, the doctor, the run."""
