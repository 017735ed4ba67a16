"""Slack: its payloads into gestures, answers into Block Kit, over Socket Mode or HTTP."""
