//! The mailbox, delivery (Bekanntgabe) and notifications.
