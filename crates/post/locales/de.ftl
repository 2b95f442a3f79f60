# Die Benachrichtigung, dass ein Brief im Postfach liegt. Sie geht unverschlüsselt über fremde Rechner: kein Name, kein
# Aktenzeichen, kein Absender, nichts aus dem Brief.
notice-subject = Sie haben eine neue Nachricht in Ihrem Postfach
notice-text =
    Guten Tag,

    in Ihrem Postfach bei { $site } liegt eine neue Nachricht.

    So lesen Sie die Nachricht: Öffnen Sie { $link } und melden Sie sich an.

    Aus Gründen des Datenschutzes steht in dieser E-Mail nicht, worum es geht. Von dem Tag an, an dem die Nachricht bereitsteht, können Fristen laufen. Lesen Sie sie deshalb bald.

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort. Ihre E-Mail-Adresse ändern oder löschen Sie in Ihrem Konto.

# Sicherheitsnachricht: Wer sein Kennwort nicht selbst geändert hat, soll es merken. Kein Link: Solche E-Mails werden gern
# nachgemacht.
password-subject = Ihr Kennwort wurde geändert
password-text =
    Guten Tag,

    das Kennwort Ihres Kontos bei { $site } wurde geändert. Alle anderen Anmeldungen wurden beendet.

    Waren Sie das selbst? Dann müssen Sie nichts tun.

    Waren Sie das nicht? Wenden Sie sich sofort an die Stelle, die { $site } betreibt. Wer das ist, steht dort im Impressum. Diese E-Mail enthält absichtlich keinen Link.

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort.

# Codes gehen unverschlüsselt über fremde Rechner: Sie gelten kurz und einmal, und es steht nicht dabei, für wen.
confirm-subject = Ihr Code: E-Mail-Adresse bestätigen
confirm-text =
    Guten Tag,

    jemand möchte bei { $site } diese E-Mail-Adresse angeben. Waren Sie das? Dann geben Sie dort diesen Code ein:

    { $code }

    Der Code gilt 30 Minuten und nur einmal. Waren Sie das nicht, müssen Sie nichts tun.

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort.
recover-subject = Ihr Code für ein neues Kennwort
recover-text =
    Guten Tag,

    jemand hat bei { $site } einen Code für ein neues Kennwort angefordert. Waren Sie das? Dann geben Sie dort diesen Code ein, unter „Neues Kennwort mit Code festlegen“:

    { $code }

    Der Code gilt 30 Minuten und nur einmal. Geben Sie ihn niemandem weiter, auch nicht am Telefon.

    Waren Sie das nicht? Dann müssen Sie nichts tun: Ihr Kennwort gilt weiter.

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort.

# Für Leitungen. Kein Aktenzeichen, kein Name, keine Zahl: Auch diese Nachricht geht unverschlüsselt über fremde Rechner.
leitung-subject = Aufgaben sind liegen geblieben
leitung-text =
    Guten Tag,

    in Ihrem Bereich bei { $site } sind Aufgaben nicht rechtzeitig erledigt worden. Sie liegen jetzt Ihnen vor.

    Welche das sind, sehen Sie hier, wenn Sie sich angemeldet haben: { $leitung }

    Sie können dort die Aufgaben anderen zuweisen oder selbst übernehmen. Diese E-Mail kommt höchstens einmal am Tag.

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort. Ihre E-Mail-Adresse ändern oder löschen Sie in Ihrem Konto.

# Für alle, die Maßnahmen eines Aktionsplans führen. Keine Maßnahme, kein Name, keine Zahl.
berichte-subject = Fortschrittsberichte stehen aus
berichte-text =
    Guten Tag,

    bei { $site } stehen Berichte zu Maßnahmen aus, für die Ihre Stelle federführend ist.

    Welche das sind und bis wann sie fällig sind, sehen Sie hier, wenn Sie sich angemeldet haben: { $berichte }

    Antworten Sie nicht auf diese E-Mail: Niemand liest die Antwort. Ihre E-Mail-Adresse ändern oder löschen Sie in Ihrem Konto.
