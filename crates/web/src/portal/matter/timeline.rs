//! The steps of a Vorgang as the person sees them: received, asked, in work, decided, made known.

use cases::{Anfrage, AnfrageStand, FrageArt, Stand, Vorgang};
use maud::Markup;
use post::Message;

use super::{is_objection, is_over};
use crate::locale::Texts;
use crate::ui::{self, Step, StepState};

/// A Vorgang with what belongs to it.
pub(super) struct Way<'a> {
    pub(super) vorgang: &'a Vorgang,
    /// The letter with the Bescheid.
    pub(super) letter: Option<&'a Message>,
    /// What was asked, oldest first.
    pub(super) asked: Vec<&'a Anfrage>,
    pub(super) office: &'a str,
    /// The Bescheid comes on paper: the person did not agree to get it in the mailbox.
    pub(super) by_post: bool,
}

impl Way<'_> {
    pub(super) fn show(&self, t: Texts) -> Markup {
        ui::timeline(t, &self.steps(t))
    }

    fn steps(&self, t: Texts) -> Vec<Step> {
        let received = if is_objection(self.vorgang) { "step-objection" } else { "step-received" };
        let mut steps = vec![Step {
            title: t.get(received).into_owned(),
            when: Some(t.moment(self.vorgang.received_at.timestamp())),
            text: None,
            state: StepState::Done,
        }];
        steps.extend(self.asked.iter().map(|asked| question(t, asked)));
        if self.vorgang.is_withdrawn() {
            steps.push(self.withdrawn(t));
        } else {
            steps.extend([self.in_work(t), self.decided(t), self.known(t)]);
        }
        steps
    }

    fn is_waiting(&self) -> bool {
        self.asked.iter().any(|asked| asked.is_open())
    }

    fn withdrawn(&self, t: Texts) -> Step {
        let key = if is_objection(self.vorgang) { "step-objection-withdrawn" } else { "step-withdrawn" };
        Step {
            title: t.get(key).into_owned(),
            when: self.vorgang.closed_at.map(|at| t.moment(at.timestamp())),
            text: None,
            state: StepState::Done,
        }
    }

    fn in_work(&self, t: Texts) -> Step {
        let over = is_over(self.vorgang);
        let key = if is_objection(self.vorgang) { "step-objection-work-text" } else { "step-in-work-text" };
        let works = !over && !self.is_waiting();
        Step {
            title: t.get("step-in-work").into_owned(),
            when: None,
            text: works.then(|| t.with(key, &[("office", self.office.into())])),
            state: state(over, works),
        }
    }

    fn decided(&self, t: Texts) -> Step {
        Step {
            title: t.get("step-decided").into_owned(),
            when: self.vorgang.decided_at.map(|at| t.moment(at.timestamp())),
            text: None,
            state: state(is_over(self.vorgang), false),
        }
    }

    fn known(&self, t: Texts) -> Step {
        let is_done = self.letter.is_some() || (self.by_post && self.vorgang.stand == Stand::Erledigt);
        let day = self.letter.and_then(Message::bekanntgabe);
        Step {
            title: t.get(if self.by_post { "step-letter-post" } else { "step-letter" }).into_owned(),
            when: self.letter.map(|letter| t.moment(letter.delivered_at.timestamp())),
            text: day.map(|day| t.with("step-letter-known", &[("day", t.date(day).into())])),
            state: state(is_done, is_over(self.vorgang)),
        }
    }
}

const fn state(done: bool, now: bool) -> StepState {
    match (done, now) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Current,
        (false, false) => StepState::Coming,
    }
}

/// What a question is called.
pub(super) fn kind(t: Texts, art: FrageArt) -> String {
    let key = match art {
        FrageArt::Anhoerung => "question-hearing",
        FrageArt::Rueckfrage | FrageArt::Stellungnahme => "question-kind",
    };
    t.get(key).into_owned()
}

fn question(t: Texts, asked: &Anfrage) -> Step {
    Step {
        title: kind(t, asked.art()),
        when: asked.gestellt_at.map(|at| t.moment(at.timestamp())),
        text: Some(outcome(t, asked)),
        state: if asked.is_open() { StepState::Current } else { StepState::Done },
    }
}

/// How far a question is, in a sentence.
pub(super) fn outcome(t: Texts, asked: &Anfrage) -> String {
    let ended = || asked.beendet_at.map(|at| t.day(at.timestamp())).unwrap_or_default();
    match asked.stand {
        AnfrageStand::Vorbereitet | AnfrageStand::Offen => match asked.frist() {
            Some(day) => t.with("question-open", &[("day", t.date(day).into())]),
            None => t.get("question-open-always").into_owned(),
        },
        AnfrageStand::Beantwortet => t.with("question-answered", &[("day", ended().into())]),
        AnfrageStand::Abgelaufen => {
            let day = asked.frist().map_or_else(ended, |day| t.date(day));
            t.with("question-lapsed", &[("day", day.into())])
        }
        AnfrageStand::Entfallen => t.get("question-dropped").into_owned(),
    }
}
