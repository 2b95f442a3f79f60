# Kennwort ändern
password-fact = Kennwort
password-since = zuletzt geändert am { $when }
password-change = Kennwort ändern
password-title = Kennwort ändern
password-lead = Danach gilt nur noch das neue Kennwort. Auf allen anderen Geräten melden wir Sie ab.
password-present = Ihr bisheriges Kennwort
password-present-missing = Geben Sie Ihr bisheriges Kennwort ein.
password-present-wrong = Das ist nicht Ihr bisheriges Kennwort. Prüfen Sie es, und versuchen Sie es noch einmal.
password-button = Kennwort ändern
password-done = Ihr Kennwort ist geändert
password-done-counts = Ab jetzt gilt das neue Kennwort
password-done-elsewhere = Auf allen anderen Geräten haben wir Sie abgemeldet. Hier bleiben Sie angemeldet.
new-password = Neues Kennwort
new-password-hint = Mindestens 12 Zeichen. Am besten mehrere Wörter, die nichts miteinander zu tun haben. Sie dürfen es einfügen.
new-password-again = Neues Kennwort wiederholen
new-password-missing = Geben Sie ein neues Kennwort ein.
new-password-differs = Die beiden neuen Kennwörter sind verschieden. Geben Sie beide noch einmal ein.
new-password-length = Das neue Kennwort braucht 12 bis 256 Zeichen. Nehmen Sie zum Beispiel mehrere Wörter.
new-password-known = Das neue Kennwort besteht fast nur aus Ihrem Namen, dem Namen dieser Seite oder einem Wort, das alle zuerst probieren. Nehmen Sie andere Wörter dazu.
new-password-simple = Das neue Kennwort wiederholt sich oder zählt nur weiter. Nehmen Sie mehrere Wörter, die nichts miteinander zu tun haben.

# Kennwort vergessen
sign-in-forgotten = Kennwort vergessen?
forgotten-title = Kennwort vergessen?
forgotten-lead = Mit einem Code, der einmal gilt, legen Sie selbst ein neues Kennwort fest.
forgotten-ask = So bekommen Sie einen Code
forgotten-ask-whom = Wenden Sie sich an die Stelle, die diese Seite betreibt. Sie prüft, wer Sie sind, und gibt Ihnen einen Code. Er gilt 24 Stunden.
forgotten-imprint = Wer diese Seite betreibt, steht im Impressum
forgotten-ask-staff = Arbeiten Sie bei einer Behörde? Dann hilft Ihnen die Stelle, die Ihr Konto eingerichtet hat.
forgotten-mail = Code per E-Mail
forgotten-mail-why = Haben Sie in Ihrem Konto eine E-Mail-Adresse bestätigt? Dann schicken wir einen Code dorthin. Er gilt 30 Minuten.
forgotten-mail-button = Code per E-Mail anfordern
forgotten-ask-else = Sie haben keine E-Mail-Adresse bestätigt?
forgotten-sent = Sehen Sie in Ihren E-Mails nach
forgotten-sent-if = Gibt es zu diesem Anmeldenamen ein Konto mit bestätigter E-Mail-Adresse, ist ein Code unterwegs. Er gilt 30 Minuten.
forgotten-sent-none = Es kommt keine E-Mail?
forgotten-sent-none-do = Sehen Sie auch im Ordner für unerwünschte E-Mails nach. Aus Gründen des Datenschutzes sagen wir hier nicht, ob es ein Konto gibt. Hat Ihnen jemand persönlich einen Code gegeben, gilt dieser weiter, und wir schicken keinen zweiten.
forgotten-sent-back = Andere Wege zu einem neuen Kennwort
forgotten-code = Sie haben einen Code?
forgotten-to-code = Neues Kennwort mit Code festlegen
forgotten-back = Zurück zur Anmeldung
recover-title = Neues Kennwort mit Code festlegen
recover-lead = Der Code gilt einmal. Danach sind Sie überall abgemeldet und melden sich mit dem neuen Kennwort an.
recover-code = Code für ein neues Kennwort
recover-code-hint = 20 Buchstaben und Ziffern, zum Beispiel ABCD-EFGH-JKLM-NPQR-STUV. Groß oder klein ist gleich.
recover-code-missing = Geben Sie den Code ein, den Sie bekommen haben.
recover-wrong = Anmeldename und Code passen nicht zusammen, oder der Code gilt nicht mehr. Prüfen Sie beides. Hilft das nicht, lassen Sie sich einen neuen Code geben.
recover-button = Neues Kennwort festlegen
recover-no-code = Ich habe keinen Code
recover-done = Ihr neues Kennwort ist festgelegt
recover-done-counts = Melden Sie sich jetzt mit dem neuen Kennwort an
recover-done-elsewhere = Alle Anmeldungen von vorher haben wir beendet. Haben Sie eine Anmelde-App oder einen Passkey, fragen wir weiter danach.

# Ersatzcodes
spare-codes-fact = Ersatzcodes
spare-codes-left = { $count ->
    [0] keine mehr
    [one] noch einer
   *[other] noch { $count }
}
spare-codes-to = Ersatzcodes verwalten
spare-codes-title = Ersatzcodes
spare-codes-lead = Haben Sie Ihre Anmelde-App oder Ihren Passkey nicht zur Hand? Dann melden Sie sich mit Kennwort und Ersatzcode an. Jeder Ersatzcode gilt einmal.
spare-codes-still = { $count ->
    [0] Sie haben keine Ersatzcodes mehr.
    [one] Sie haben noch einen Ersatzcode.
   *[other] Sie haben noch { $count } Ersatzcodes.
} Erzeugen Sie neue, gelten die alten nicht mehr.
spare-codes-proof = Zeigen Sie zur Sicherheit zuerst noch einmal, dass Sie es sind.
spare-codes-new = Neue Ersatzcodes erzeugen
spare-codes-new-title = Ihre Ersatzcodes
spare-codes-new-lead = Haben Sie Ihre Anmelde-App oder Ihren Passkey einmal nicht zur Hand? Dann melden Sie sich mit Kennwort und einem dieser Codes an. Jeder gilt einmal.
spare-codes-once = Diese Codes zeigen wir nur jetzt
spare-codes-keep = Drucken Sie diese Seite, oder schreiben Sie die Codes ab. Bewahren Sie sie getrennt von Ihrem Kennwort auf, und zeigen Sie sie niemandem.
spare-codes-kept = Ich habe die Codes gesichert
spare-code-to = Mit einem Ersatzcode anmelden
spare-code-title = Mit einem Ersatzcode anmelden
spare-code-lead = Ihr Kennwort stimmt. Nehmen Sie jetzt einen Ersatzcode, den Sie noch nicht benutzt haben.
spare-code = Ersatzcode
spare-code-hint = Zehn Buchstaben und Ziffern, zum Beispiel ABCDE-FGH23. Groß oder klein ist gleich.
spare-code-missing = Geben Sie einen Ersatzcode ein.
spare-code-wrong = Dieser Ersatzcode stimmt nicht, oder Sie haben ihn schon benutzt. Prüfen Sie ihn, oder nehmen Sie einen anderen.
spare-code-back = Zurück
passkeys-made = Der Passkey ist eingerichtet
