//! An office that asks the applicant before it decides, and takes objections.

use packages::{Files, Package};
use uuid::Uuid;

use super::World;

/// The sample package with a process in which a person decides each case, after a question or a hearing if they like.
pub(crate) fn package() -> Package {
    let all = Files::read(&super::root().join("services/bewohnerparkausweis")).unwrap();
    // Its scenarios are about its own process.
    let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
    let mut files = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
    files.set("process.bpmn", include_bytes!("asking.bpmn").to_vec()).unwrap();
    Package::read(files).unwrap()
}

impl World {
    /// Does all work that is due now, and finds that none was given up; periods go on running.
    pub(crate) async fn work_due(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        let (_, dead) = self.test.store.count_jobs().await.unwrap();
        assert_eq!(dead, 0, "{:?}", self.test.store.dead_jobs().await);
    }

    /// A caseworker in Erfurt ends the open task of an Antrag, or of the objection to its decision.
    pub(crate) async fn end_task(&self, antrag: Uuid, ergebnis: &str, text: &str) {
        self.work_due().await;
        let karla = self.staff("sachbearbeitung1").await;
        let mut tx = self.test.store.begin().await.unwrap();
        let all = cases::all_of_akte(&mut tx, &karla, cases::AkteId(antrag)).await.unwrap();
        let tasks = cases::tasks(&mut tx, &karla, all.last().unwrap().id).await.unwrap();
        let open = tasks.iter().find(|task| task.stand == cases::TaskStand::Offen).unwrap();
        let ending = cases::Erledigung::new(ergebnis, text);
        cases::decide(&mut tx, &karla, &self.library, open.id, &ending).await.unwrap();
        tx.commit().await.unwrap();
        self.work_due().await;
    }
}
