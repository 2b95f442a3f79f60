//! Drafts, submission and receipts: the way of an Antrag into the house.
