//! What goes wrong in this office.

use identity::Denied;

/// An error of this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such Vorgang, task or question, or it is not for this scope.
    #[error("no such case")]
    NotFound,
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else works on the task.
    #[error("somebody else has taken this task")]
    Taken,
    /// The task is done or no longer needed, the question answered.
    #[error("this task is settled already")]
    Settled,
    /// The task is for another role, or for the cases of another service.
    #[error("this task is for the role {role}; you do not have it for this service")]
    NotYourDuty {
        /// Whose it is.
        role: String,
    },
    /// Nobody signs their own draft: the process asks for four eyes.
    #[error("you did the step before; somebody else must do this one")]
    FourEyes,
    /// The task knows no such outcome.
    #[error("{given:?} is no outcome of this task; it can end with: {}", .known.join(", "))]
    UnknownOutcome {
        /// What was given.
        given: String,
        /// What the process allows.
        known: Vec<String>,
    },
    /// A decision by a person needs its reasons (§ 39 Abs. 1 VwVfG).
    #[error("give the reasons for the decision (§ 39 Abs. 1 VwVfG)")]
    ReasonMissing,
    /// With this outcome the case comes to no notice, so there is no draft of one.
    #[error("this outcome leads to no notice, so there is no draft to look at")]
    NoNotice,
    /// What the caseworker entered in the form of the task cannot be taken; each says where and why.
    #[error("{} of the entries cannot be taken", .0.len())]
    Angaben(Vec<form::FieldError>),
    /// A letter, an answer or an objection without a word.
    #[error("write something: the text is empty")]
    TextMissing,
    /// More than anybody writes.
    #[error("the text is longer than {0} characters: put the rest into a file")]
    TextTooLong(usize),
    /// An Antrag can be withdrawn until it is decided.
    #[error("the case is decided; an application can be withdrawn until then")]
    Decided,
    /// A Widerspruch cannot be raised.
    #[error("{0}")]
    NoRemedy(NoRemedy),
    /// A bulk action cannot be taken back here: the Bescheid is on its way, or something else has happened.
    #[error("it is too late to take this back: the case has gone on")]
    TooLate,
    /// Nothing moves while a Vorgang is suspended.
    #[error("the case is suspended; resume it first")]
    Angehalten,
    /// An intervention in a process without its reason.
    #[error("say why: the reason goes into the file")]
    GrundMissing,
    /// No Vorgang waits for a message.
    #[error("no case of this Behoerde waits for a message {name:?} with this key")]
    NobodyWaits {
        /// The name of the message.
        name: String,
    },
    /// Several Vorgaenge take a message.
    #[error(
        "{count} cases of this Behoerde wait for a message {name:?} with this key; give a key that tells them apart"
    )]
    SeveralWait {
        /// The name of the message.
        name: String,
        /// How many, at least.
        count: usize,
    },
    /// The work is in other hands, or was answered.
    #[error(
        "this work is no longer yours: it was answered, withdrawn, or taken by another worker after its time"
    )]
    LeaseLost,
    /// A Vorgang does not fit the other version of its process.
    #[error("the case does not fit: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Misfits(Vec<bpmn::Misfit>),
    /// The engine refuses what it was told, such as an answer to what is no longer asked.
    #[error("process {package}: {reason}")]
    Refused {
        /// The package.
        package: String,
        /// Why.
        #[source]
        reason: bpmn::Error,
    },
    /// The process cannot be driven as its model asks.
    #[error("process {package}: {message}")]
    Process {
        /// The package.
        package: String,
        /// What is wrong, with the element.
        message: String,
    },
    /// A day could not be computed.
    #[error("the end of the period cannot be computed: {0}")]
    Frist(#[from] fristen::Error),
    /// The package is not there any more, or unreadable.
    #[error(transparent)]
    Package(#[from] packages::Error),
    /// Who is competent could not be looked up.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    /// The account or Behoerde could not be read.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The file could not be kept.
    #[error(transparent)]
    Records(#[from] records::Error),
    /// The letter could not be delivered.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Why a Widerspruch cannot be raised online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRemedy {
    /// There is no decision yet that it could be raised against, or its notice has not been delivered.
    #[error("there is no decision yet to object to")]
    Undecided,
    /// The law gives another remedy, or the package has no process for it.
    #[error("this service takes no objections online; the notice says what can be done")]
    NotOffered,
    /// One is pending, or was decided.
    #[error("there is an objection already")]
    Raised,
    /// The Akte is closed: far beyond the time for it.
    #[error("the file is closed; write to the office")]
    Closed,
}
