# Kennwort ändern
password-fact = Kenn-Wort
password-since = zuletzt geändert am { $when }
password-change = Kenn-Wort ändern
password-title = Kenn-Wort ändern
password-lead = Danach gilt nur noch das neue Kenn-Wort. An allen anderen Geräten melden wir Sie ab.
password-present = Ihr altes Kenn-Wort
password-present-missing = Schreiben Sie Ihr altes Kenn-Wort in das Feld.
password-present-wrong = Das ist nicht Ihr altes Kenn-Wort. Bitte schreiben Sie es noch einmal.
password-button = Kenn-Wort ändern
password-done = Ihr Kenn-Wort ist geändert
password-done-counts = Ab jetzt gilt das neue Kenn-Wort
password-done-elsewhere = An allen anderen Geräten sind Sie jetzt abgemeldet. Hier bleiben Sie angemeldet.
new-password = Neues Kenn-Wort
new-password-hint = Mindestens 12 Zeichen. Am besten sind mehrere Wörter. Die Wörter passen am besten gar nicht zusammen.
new-password-again = Neues Kenn-Wort noch einmal
new-password-missing = Schreiben Sie ein neues Kenn-Wort in das Feld.
new-password-differs = Die beiden neuen Kenn-Wörter sind verschieden. Bitte schreiben Sie beide noch einmal.
new-password-length = Das neue Kenn-Wort hat 12 bis 256 Zeichen. Nehmen Sie mehrere Wörter.
new-password-known = Das neue Kenn-Wort ist leicht zu raten. Es ist fast nur Ihr Name. Oder es ist fast nur der Name von dieser Seite. Oder ein Wort, das alle kennen. Nehmen Sie noch andere Wörter dazu.
new-password-simple = Das neue Kenn-Wort ist leicht zu raten. Es wiederholt sich. Oder es zählt nur weiter. Nehmen Sie mehrere Wörter.

# Kennwort vergessen
sign-in-forgotten = Kenn-Wort vergessen?
forgotten-title = Kenn-Wort vergessen?
forgotten-lead = Sie brauchen einen Code. Mit dem Code machen Sie selbst ein neues Kenn-Wort. Der Code gilt nur ein Mal.
forgotten-ask = So bekommen Sie einen Code
forgotten-ask-whom = Fragen Sie die Stelle, der diese Seite gehört. Die Stelle prüft: Wer sind Sie? Dann bekommen Sie einen Code. Der Code gilt 24 Stunden.
forgotten-imprint = Wem diese Seite gehört, steht im Impressum
forgotten-ask-staff = Arbeiten Sie bei einem Amt? Dann fragen Sie die Stelle, von der Sie Ihr Konto haben.
forgotten-mail = Code mit einer E-Mail
forgotten-mail-why = Wir kennen Ihre E-Mail-Adresse? Und Sie haben die Adresse bestätigt? Dann schicken wir Ihnen einen Code. Der Code gilt 30 Minuten.
forgotten-mail-button = Code mit einer E-Mail schicken
forgotten-ask-else = Sie haben keine E-Mail-Adresse bestätigt?
forgotten-sent = Schauen Sie in Ihre E-Mails
forgotten-sent-if = Gibt es das Konto? Und ist eine E-Mail-Adresse bestätigt? Dann kommt jetzt ein Code. Der Code gilt 30 Minuten.
forgotten-sent-none = Es kommt keine E-Mail?
forgotten-sent-none-do = Schauen Sie auch in den Ordner für Spam. Wir sagen hier nicht, ob es ein Konto gibt. Das ist Daten-Schutz. Haben Sie schon einen Code bekommen? Dann gilt dieser Code weiter.
forgotten-sent-back = So geht es auch
forgotten-code = Sie haben einen Code?
forgotten-to-code = Neues Kenn-Wort mit Code machen
forgotten-back = Zurück zur Anmeldung
recover-title = Neues Kenn-Wort mit Code machen
recover-lead = Der Code gilt nur ein Mal. Danach sind Sie überall abgemeldet. Dann melden Sie sich mit dem neuen Kenn-Wort an.
recover-code = Code für ein neues Kenn-Wort
recover-code-hint = Der Code hat 20 Zeichen. Ein Beispiel: ABCD-EFGH-JKLM-NPQR-STUV. Sie können große oder kleine Buchstaben schreiben.
recover-code-missing = Schreiben Sie den Code in das Feld.
recover-wrong = Der Anmelde-Name und der Code passen nicht zusammen. Oder der Code gilt nicht mehr. Bitte prüfen Sie beides. Hilft das nicht? Dann brauchen Sie einen neuen Code.
recover-button = Neues Kenn-Wort speichern
recover-no-code = Ich habe keinen Code
recover-done = Sie haben ein neues Kenn-Wort
recover-done-counts = Melden Sie sich jetzt mit dem neuen Kenn-Wort an
recover-done-elsewhere = Alle alten Anmeldungen sind beendet. Haben Sie eine Anmelde-App oder einen Passkey? Dann fragen wir weiter danach.

# Ersatz-Codes
spare-codes-fact = Ersatz-Codes
spare-codes-left = { $count ->
    [0] keine mehr
    [one] noch einer
   *[other] noch { $count }
}
spare-codes-to = Ersatz-Codes ansehen
spare-codes-title = Ersatz-Codes
spare-codes-lead = Sie haben Ihre App oder Ihren Passkey gerade nicht? Dann nehmen Sie einen Ersatz-Code. Sie brauchen auch Ihr Kenn-Wort. Jeder Ersatz-Code gilt nur ein Mal.
spare-codes-still = { $count ->
    [0] Sie haben keine Ersatz-Codes mehr.
    [one] Sie haben noch 1 Ersatz-Code.
   *[other] Sie haben noch { $count } Ersatz-Codes.
} Sie können neue machen. Dann gelten die alten nicht mehr.
spare-codes-proof = Zeigen Sie bitte noch einmal: Sie sind es wirklich.
spare-codes-new = Neue Ersatz-Codes machen
spare-codes-new-title = Ihre Ersatz-Codes
spare-codes-new-lead = Sie haben Ihre App oder Ihren Passkey einmal nicht? Dann nehmen Sie einen von diesen Codes. Sie brauchen auch Ihr Kenn-Wort. Jeder Code gilt nur ein Mal.
spare-codes-once = Wir zeigen diese Codes nur jetzt
spare-codes-keep = Drucken Sie diese Seite. Oder schreiben Sie die Codes ab. Legen Sie die Codes an einen sicheren Ort. Zeigen Sie die Codes keinem Menschen.
spare-codes-kept = Ich habe die Codes
spare-code-to = Mit einem Ersatz-Code anmelden
spare-code-title = Mit einem Ersatz-Code anmelden
spare-code-lead = Ihr Kenn-Wort ist richtig. Nehmen Sie jetzt einen Ersatz-Code. Er darf noch nicht benutzt sein.
spare-code = Ersatz-Code
spare-code-hint = Der Code hat 10 Zeichen. Ein Beispiel: ABCDE-FGH23. Sie können große oder kleine Buchstaben schreiben.
spare-code-missing = Schreiben Sie einen Ersatz-Code in das Feld.
spare-code-wrong = Der Ersatz-Code stimmt nicht. Oder Sie haben ihn schon benutzt. Prüfen Sie den Code. Oder nehmen Sie einen anderen.
spare-code-back = Zurück
passkeys-made = Ihr Passkey ist fertig
