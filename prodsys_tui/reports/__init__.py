"""What comes from files and goes to paper: tables that people keep in spreadsheets, and printed sheets."""
