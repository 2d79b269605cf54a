//! What the writer promises about transactions.
