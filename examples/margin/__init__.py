"""What both margin monitors share: exact figures, a screen, alarms, and a shell."""
