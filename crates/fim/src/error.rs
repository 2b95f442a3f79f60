//! What can be wrong with a file, and where.

/// A file that could not be read. Lines count from 1; nodes carry the prefix they had in the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no UTF-8. XÖV messages are exchanged in UTF-8 only.
    #[error("byte {offset}: the file is not UTF-8; save it as UTF-8 (XÖV allows no other encoding)")]
    Encoding {
        /// Offset of the first bad byte.
        offset: usize,
    },
    /// Not well-formed XML.
    #[error("line {line}: not well-formed XML: {message}")]
    Malformed {
        /// Line where the reader stopped.
        line: u32,
        /// What the XML reader says.
        message: String,
    },
    /// A document type declaration or an entity that only a document type could define.
    #[error("line {line}: {what} is not allowed; remove it (entities are a way to attack readers)")]
    Entity {
        /// Line of the declaration or the reference.
        line: u32,
        /// What was found.
        what: String,
    },
    /// The file is larger, deeper or richer in elements than this reader takes.
    #[error("line {line}: {what} is more than the limit of {limit}; is this the right file?")]
    Limit {
        /// Line where the limit was passed.
        line: u32,
        /// Which measure.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The root element or its namespace is not one that this reader knows.
    #[error("line {line}: <{node}> in namespace \"{namespace}\" is unknown; expected {expected}")]
    Root {
        /// Root element.
        node: String,
        /// Its namespace, empty if it has none.
        namespace: String,
        /// What can be read.
        expected: &'static str,
        /// Line of the element.
        line: u32,
    },
    /// An element at a place where the standard does not know it.
    #[error("line {line}: unexpected element <{node}> in <{parent}>; the standard does not know it there")]
    Unexpected {
        /// The element.
        node: String,
        /// Its parent.
        parent: String,
        /// Line of the element.
        line: u32,
    },
    /// A mandatory element is missing.
    #[error("line {line}: <{node}> lacks the mandatory element <{child}>")]
    Missing {
        /// The incomplete element.
        node: String,
        /// Local name of what is missing.
        child: &'static str,
        /// Line where the incomplete element ends.
        line: u32,
    },
    /// An element that may stand once stands twice.
    #[error("line {line}: <{node}> occurs twice; it may stand here once")]
    Duplicate {
        /// The element.
        node: String,
        /// Line of the second one.
        line: u32,
    },
    /// A mandatory element without content.
    #[error("line {line}: <{node}> is empty; it needs a value")]
    Empty {
        /// The element.
        node: String,
        /// Its line.
        line: u32,
    },
    /// A value that the standard does not allow.
    #[error("line {line}: \"{value}\" in <{node}> is not valid; expected {expected}")]
    Invalid {
        /// The element (or element/@attribute).
        node: String,
        /// The value found, cut at 80 characters.
        value: String,
        /// What would be right.
        expected: String,
        /// Its line.
        line: u32,
    },
}

impl Error {
    /// Line of the fault, if the fault has one.
    pub fn line(&self) -> Option<u32> {
        match self {
            Error::Encoding { .. } => None,
            Error::Malformed { line, .. }
            | Error::Entity { line, .. }
            | Error::Limit { line, .. }
            | Error::Root { line, .. }
            | Error::Unexpected { line, .. }
            | Error::Missing { line, .. }
            | Error::Duplicate { line, .. }
            | Error::Empty { line, .. }
            | Error::Invalid { line, .. } => Some(*line),
        }
    }

    /// Name of the element at fault, with its prefix, if the fault belongs to an element.
    pub fn node(&self) -> Option<&str> {
        match self {
            Error::Root { node, .. }
            | Error::Unexpected { node, .. }
            | Error::Missing { node, .. }
            | Error::Duplicate { node, .. }
            | Error::Empty { node, .. }
            | Error::Invalid { node, .. } => Some(node),
            _ => None,
        }
    }
}
