//! A citizen at the last page of an Antrag, and the button on it.

use identity::{AccountId, Scope};
use intake::AntragId;

use super::Installation;
use super::browser::{Answer, Browser};

/// The password of all sample accounts.
pub(crate) const PASSWORD: &str = "rennsteig-demo";

/// The demonstration plants the sample persons; one of them signs in and shows who she is.
pub(crate) async fn sign_in(house: &Installation) -> (Browser, AccountId) {
    let server = house.start("demo");
    let mut browser = Browser::default().at(&server.address);
    signed_in(&mut browser, "buergerin");
    let page = "/anmelden/niveau?niveau=substantiell";
    let raised = browser.fill(page, "/anmelden/niveau", &[("nachweis", "demo-ausweis")]).unwrap();
    assert_eq!(raised.status, 303, "{}", raised.html);
    server.stop();

    let store = house.open().await;
    let account = identity::account_of_login(&mut store.reader(), &Scope::House, "buergerin").await.unwrap();
    store.close().await;
    (browser, account.unwrap())
}

/// Signs one of the sample persons in.
pub(crate) fn signed_in(browser: &mut Browser, login: &str) {
    let fields = [("anmeldename", login), ("kennwort", PASSWORD)];
    let answer = browser.fill("/anmelden", "/anmelden", &fields).unwrap();
    assert_eq!(answer.status, 303, "{login}: {}", answer.html);
}

/// The page "check your answers" of one draft, ready to be sent.
#[derive(Clone)]
pub(crate) struct Press {
    pub(crate) id: AntragId,
    action: String,
    fields: Vec<(String, String)>,
}

impl Press {
    pub(crate) fn ready(browser: &mut Browser, id: AntragId) -> Self {
        let page = browser.get(&format!("/antrag/{id}/pruefen")).unwrap();
        let action = format!("/antrag/{id}/absenden");
        let fields = page.hidden(&action, "auftrag");
        Self { id, action, fields }
    }

    /// Presses the button. `None` when the program went away before it answered.
    pub(crate) fn press(&self, browser: &mut Browser) -> Option<(u16, Option<String>)> {
        browser.post(&self.action, &self.fields).ok().map(outcome)
    }

    /// Where it leads, and what goes along.
    pub(crate) fn into_parts(self) -> (String, Vec<(String, String)>) {
        (self.action, self.fields)
    }

    /// Where the browser is led when it is done.
    pub(crate) fn receipt(&self) -> (u16, Option<String>) {
        (303, Some(format!("/antraege/{}", self.id)))
    }

    /// Presses once more, and looks at the receipt.
    pub(crate) fn again(&self, browser: &mut Browser) -> (u16, Option<String>) {
        let answer = self.press(browser).expect("this program is not killed");
        let receipt = browser.get(&format!("/antraege/{}", self.id)).unwrap();
        assert_eq!(receipt.status, 200, "{}", receipt.html);
        answer
    }
}

fn outcome(answer: Answer) -> (u16, Option<String>) {
    (answer.status, answer.location)
}
