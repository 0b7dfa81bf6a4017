"""The site, its people and how a store begins."""
