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
password-subject = Ihr Kenn·wort ist geändert
password-text =
    Guten Tag,

    Sie haben ein Konto bei { $site }.
    Das Kenn·wort von Ihrem Konto ist jetzt anders.

    Haben Sie das selbst gemacht?
    Dann ist alles gut.

    Haben Sie das nicht gemacht?
    Dann melden Sie sich sofort bei der Stelle, der { $site } gehört.
    Wer das ist, steht dort im Impressum.

    Diese E-Mail kommt von einem Computer.
    Der Computer kann keine Antwort lesen.
