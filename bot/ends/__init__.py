"""What happens by itself once a night: lines and keys whose time is over end, each as its person was told."""
