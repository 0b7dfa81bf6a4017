"""What people read: catalogs, safe text, numbers, dates."""
