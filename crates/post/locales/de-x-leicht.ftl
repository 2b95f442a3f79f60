notice-subject = Sie haben eine neue Nachricht in Ihrem Post-Fach
notice-text =
    Guten Tag,

    Sie haben ein Post-Fach bei { $site }.
    In Ihrem Post-Fach liegt eine neue Nachricht.

    So lesen Sie die Nachricht:
    Öffnen Sie diese Internet-Seite: { $link }
    Melden Sie sich an.

    Lesen Sie die Nachricht bald.
    In der Nachricht kann eine Frist stehen.
    Eine Frist ist ein Tag.
    Bis zu diesem Tag müssen Sie etwas tun.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
    Sie können Ihre E-Mail-Adresse in Ihrem Konto ändern.
    Sie können Ihre E-Mail-Adresse dort auch löschen.
password-subject = Ihr Kenn-Wort ist geändert
password-text =
    Guten Tag,

    Sie haben ein Konto bei { $site }.
    Das Kenn-Wort von Ihrem Konto ist jetzt anders.

    Haben Sie das selbst gemacht?
    Dann ist alles gut.

    Haben Sie das nicht gemacht?
    Dann melden Sie sich sofort bei der Stelle, der { $site } gehört.
    Wer das ist, steht dort im Impressum.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
confirm-subject = Ihr Code für die E-Mail-Adresse
confirm-text =
    Guten Tag,

    jemand hat diese E-Mail-Adresse bei { $site } angegeben.

    Waren Sie das?
    Dann schreiben Sie dort diesen Code in das Feld:

    { $code }

    Der Code gilt 30 Minuten.
    Der Code gilt nur ein Mal.

    Waren Sie das nicht?
    Dann müssen Sie nichts tun.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
recover-subject = Ihr Code für ein neues Kenn-Wort
recover-text =
    Guten Tag,

    jemand möchte bei { $site } ein neues Kenn-Wort.

    Waren Sie das?
    Dann schreiben Sie dort diesen Code in das Feld:

    { $code }

    Der Code gilt 30 Minuten.
    Der Code gilt nur ein Mal.
    Sagen Sie den Code keinem Menschen.

    Waren Sie das nicht?
    Dann müssen Sie nichts tun.
    Ihr altes Kenn-Wort gilt weiter.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
leitung-subject = Aufgaben sind zu spät
leitung-text =
    Guten Tag,

    Sie leiten einen Bereich bei { $site }.
    In Ihrem Bereich sind Aufgaben zu spät.
    Diese Aufgaben liegen jetzt bei Ihnen.

    So sehen Sie die Aufgaben:
    Öffnen Sie diese Internet-Seite: { $leitung }
    Melden Sie sich an.

    Sie können die Aufgaben dort einer anderen Person geben.
    Sie können die Aufgaben auch selbst machen.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
    Diese E-Mail kommt höchstens ein Mal am Tag.

# Für alle, die Maßnahmen führen. Keine Maßnahme, kein Name, keine Zahl.
berichte-subject = Es fehlen Berichte
berichte-text =
    Guten Tag,

    bei { $site } fehlen Berichte.
    Ihre Stelle muss sie schreiben.

    Melden Sie sich an.
    Dann sehen Sie hier, welche Berichte fehlen: { $berichte }

    Antworten Sie nicht auf diese E-Mail.
    Niemand liest die Antwort.
