//! Who sees which rows, on PostgreSQL also without the conditions of the statements (docs/decisions/0014).

use store::Walled;

pub(crate) const WALLS: &[Walled] = &[
    Walled::behind("post_messages", "behoerde = :behoerde OR account = :person"),
    Walled::behind("post_attachments", "EXISTS (SELECT 1 FROM post_messages m WHERE m.id = message)"),
];
