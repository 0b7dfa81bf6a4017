"""What is hashed, certified, drawn and proved again."""
