"""What proves a batch or a record to others: audit trail, certificates, the auditor's draw."""
