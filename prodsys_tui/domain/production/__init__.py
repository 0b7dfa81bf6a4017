"""What a work record may say, and how counters and corrections count."""
