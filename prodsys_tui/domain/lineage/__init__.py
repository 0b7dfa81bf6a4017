"""What was made of what, and what a recall must find."""
