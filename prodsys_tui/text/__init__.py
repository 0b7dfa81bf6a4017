"""What people read: message catalogs, safe text, numbers, dates."""
