# Anmelden
sign-in-title = Anmelden
sign-in-lead = Sie haben ein Konto? Dann melden Sie sich hier an. Danach sehen Sie Ihre Anträge und Ihre Briefe.
sign-in-two-steps = Sie melden sich in 2 Schritten an
sign-in-two-steps-why = Schritt 1: Sie schreiben Ihren Namen und Ihr Kenn-Wort. Schritt 2: Sie zeigen, dass Sie es wirklich sind. Ihr Antrag geht dabei nicht verloren.
sign-in-name = Anmelde-Name
sign-in-password = Kenn-Wort
sign-in-button = Anmelden
sign-in-name-missing = Schreiben Sie Ihren Anmelde-Namen in das Feld.
sign-in-password-missing = Schreiben Sie Ihr Kenn-Wort in das Feld.
sign-in-wrong = Der Name und das Kenn-Wort passen nicht zusammen. Prüfen Sie beides. Dann versuchen Sie es noch einmal.
sign-in-too-many = Das hat zu oft nicht geklappt. Bitte warten Sie { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}. Dann versuchen Sie es noch einmal. Ihr Konto ist nicht gesperrt.

# Vertrauensniveau
level-basis = Einfach: mit Name und Kenn-Wort
level-substantiell = Sicher: mit 2 Beweisen
level-hoch = Sehr sicher: mit dem Personal-Ausweis
level-title = Zeigen Sie: Sie sind es wirklich
level-lead = Hier müssen wir genau wissen, wer Sie sind. So sicher muss die Anmeldung sein: { $level }.
level-app = Mit Ihrer App
level-code = Zahl aus der App
level-code-hint = Die Zahl hat 6 Ziffern. Sie ändert sich alle 30 Sekunden.
level-code-button = Zahl prüfen
level-code-wrong = Die Zahl stimmt nicht. Oder die Zahl ist zu alt. Schauen Sie noch einmal in die App. Dann schreiben Sie die neue Zahl in das Feld.
level-no-factor = Ihr Konto hat noch keine App.
level-demo = Ausweis zum Üben
level-demo-why = Das ist nur ein Beispiel. Der Knopf tut so, als ob Sie Ihren Ausweis zeigen. Im echten Leben gibt es diesen Knopf nicht.
level-demo-button = Ausweis zum Üben zeigen
level-none = Ihr Konto kann das noch nicht
level-none-do = Fragen Sie bei dem Amt nach. Ihr Antrag bleibt gespeichert.
level-back = Zurück

# Rolle
hat-title = Für wen sind Sie hier?
hat-lead = Sie können etwas für sich selbst machen. Oder Sie arbeiten für ein Amt.
hat-person = Für mich selbst
hat-staff = Ich arbeite hier: { $office }
hat-missing = Bitte wählen Sie etwas aus.
hat-button = Weiter

# Abmelden
sign-out-title = Wollen Sie sich abmelden?
sign-out-button = Abmelden
sign-out-done = Sie sind abgemeldet
sign-out-lead = Benutzen auch andere Menschen dieses Gerät? Dann machen Sie das Fenster jetzt zu.
sign-out-home = Zur Start-Seite
sign-out-again = Wieder anmelden

# Konto
account-title = Ihr Konto
account-name = Name
account-office = Amt
account-level = So sicher kennen wir Sie
account-raise = sicherer machen
account-no-hat = Sie haben im Moment keine Aufgabe
account-no-hat-do = Kein Amt hat Ihnen eine Aufgabe gegeben. Fragen Sie Ihre Technik.
account-hat-change = Die Rolle wechseln
account-sessions = Hier sind Sie angemeldet
account-sessions-why = Sie kennen eine Anmeldung nicht? Dann beenden Sie die Anmeldung. Danach ändern Sie Ihr Kenn-Wort.
account-began = Angemeldet seit
account-used = Zuletzt benutzt
account-action = Beenden
account-this = Das sind Sie jetzt
account-end = Anmeldung beenden
account-end-this = Hier abmelden
account-end-all = Überall abmelden

# E-Mail-Adresse
email-title = Ihre E-Mail-Adresse
email-lead = Sie bekommen einen neuen Brief in Ihr Post-Fach? Dann schicken wir Ihnen eine E-Mail. In der E-Mail steht nur: Sie haben einen Brief.
email-fact = E-Mail bei neuen Briefen
email-none = keine
email-change = E-Mail-Adresse ändern
email-label = E-Mail-Adresse
email-hint = Ein Beispiel: name@beispiel.de. Wir schicken einen Code an die Adresse. Mit dem Code bestätigen Sie die Adresse. Sie möchten keine E-Mail? Dann lassen Sie das Feld leer.
email-button = E-Mail-Adresse speichern
email-back = Zurück zum Konto
email-bad-shape = Schreiben Sie die ganze E-Mail-Adresse. Ein Beispiel: name@beispiel.de.
email-bad-local = Vor dem @ steht ein Zeichen wie ä oder é. Damit kommt die E-Mail oft nicht an. Schreiben Sie eine andere E-Mail-Adresse. Ein Beispiel: joerg@beispiel.de.
email-bad-long = Die E-Mail-Adresse ist zu lang. Prüfen Sie die E-Mail-Adresse.
email-unconfirmed = { $address } (noch nicht bestätigt)
email-to-confirm = E-Mail-Adresse bestätigen
email-password-hint = Das macht Ihr Konto sicherer. Haben Sie Ihr Kenn-Wort vergessen? Dann schicken wir einen Code an diese Adresse. Zum Löschen brauchen wir das Kenn-Wort nicht.
email-code-title = E-Mail-Adresse bestätigen
email-code-lead = Wir schicken einen Code an { $address }. Schreiben Sie den Code hier in das Feld. Dann gilt die Adresse.
email-code = Code aus der E-Mail
email-code-hint = Der Code hat 12 Zeichen. Ein Beispiel: ABCD-EFGH-JKLM. Der Code gilt 30 Minuten.
email-code-button = E-Mail-Adresse bestätigen
email-code-missing = Schreiben Sie den Code aus der E-Mail in das Feld.
email-code-wrong = Der Code stimmt nicht. Oder er ist zu alt. Prüfen Sie den Code. Nach 5 falschen Codes brauchen Sie einen neuen.
email-code-none = Es kommt keine E-Mail?
email-code-none-do = Warten Sie ein paar Minuten. Schauen Sie auch in den Ordner für Spam.
email-code-again = Andere Adresse oder neuer Code

# Post-Fach
mailbox-title = Briefe vom Amt
mailbox-lead = Hier liegen Ihre Briefe vom Amt. Der neueste Brief steht oben.
mailbox-empty = Sie haben noch keine Briefe
mailbox-empty-why = Das Amt antwortet auf Ihren Antrag. Dann liegt hier ein Brief für Sie.
mailbox-empty-do = Hilfe vom Amt finden
mailbox-new = neu
mailbox-delivered = Der Brief ist hier seit: { $when }
mailbox-reference = Akten-Zeichen: { $number }

# Brief
letter-kind = Brief
letter-from = Dieses Amt hat geschrieben
letter-reference = Akten-Zeichen (die Nummer beim Amt)
letter-delivered = Der Brief ist hier seit
letter-opened = Sie haben den Brief geöffnet
letter-open = Brief öffnen
letter-effect = Ab wann gilt der Brief?
letter-ozg9-before = Der Brief gilt ab dem { $day }. Er gilt auch, wenn Sie ihn nicht öffnen. Das steht im Gesetz: { $section }.
letter-41-before = Sie öffnen den Brief. Dann gilt er ab dem nächsten Tag. Sie können den Brief bis zum { $until } öffnen. Danach schickt das Amt einen neuen Brief. Das steht im Gesetz: { $section }.
letter-withdrawn = Sie haben den Brief nicht geöffnet
letter-withdrawn-why = Die Zeit ist um. Der Brief gilt nicht. Das Amt schickt Ihnen einen neuen Brief.
letter-documents = Das gehört zum Brief
letter-known = Ab wann gilt der Brief?
letter-ozg9 = Der Brief gilt ab dem { $day }. Wir zählen { $days } Tage. Tag 1 ist der Tag nach dem Brief. Das steht im Gesetz: { $section }.
letter-41 = Der Brief gilt ab dem { $day }. Am Tag davor haben Sie den Brief geöffnet. Das steht im Gesetz: { $section }.
letter-remedy = Sind Sie nicht einverstanden? Dann können Sie sich wehren. Dafür haben Sie nur eine bestimmte Zeit. Die Zeit beginnt an diesem Tag. Wie das geht, steht am Ende vom Brief.
