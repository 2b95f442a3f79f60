# Anmelden
sign-in-title = Anmelden
sign-in-lead = Mit Ihrem Konto sehen Sie Ihre Anträge und Ihr Postfach.
sign-in-two-steps = Für diesen Antrag melden Sie sich in zwei Schritten an
sign-in-two-steps-why = Zuerst mit Anmeldename und Kennwort. Danach weisen Sie nach, dass Sie es wirklich sind. Was Sie schon ausgefüllt haben, bleibt erhalten.
sign-in-name = Anmeldename
sign-in-password = Kennwort
sign-in-button = Anmelden
sign-in-name-missing = Geben Sie Ihren Anmeldenamen ein.
sign-in-password-missing = Geben Sie Ihr Kennwort ein.
sign-in-wrong = Anmeldename und Kennwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.
sign-in-too-many = Es gab zu viele vergebliche Versuche. Warten Sie { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
} und versuchen Sie es dann noch einmal. Ihr Konto ist nicht gesperrt.

# Vertrauensniveau
level-basis = Basis (Anmeldename und Kennwort)
level-substantiell = Substantiell (zwei Nachweise)
level-hoch = Hoch (Online-Ausweis)
level-title = Zeigen Sie, dass Sie es sind
level-lead = Hier ist eine sicherere Anmeldung nötig. Verlangtes Vertrauensniveau: { $level }.
level-app = Mit Ihrer Anmelde-App
level-code = Code aus der App
level-code-hint = Sechs Ziffern. Der Code wechselt alle 30 Sekunden.
level-code-button = Code prüfen
level-code-wrong = Der Code ist falsch, abgelaufen oder schon benutzt. Geben Sie den Code ein, den die App jetzt anzeigt.
level-no-factor = Für dieses Konto ist keine Anmelde-App eingerichtet.
level-demo = Demo-Ausweis (nur in dieser Vorführung)
level-demo-why = Der Knopf spielt den Online-Ausweis. Er weist nichts nach: In einer echten Anwendung gibt es ihn nicht.
level-demo-button = Mit dem Demo-Ausweis ausweisen
level-none = Für Ihr Konto ist kein solcher Nachweis eingerichtet
level-none-do = Wenden Sie sich an die Behörde, bei der Sie den Antrag stellen möchten. Ihr Entwurf bleibt gespeichert.
level-back = Ohne Nachweis zurück

# Rolle
hat-title = Für wen handeln Sie?
hat-lead = Mit Ihrem Konto können Sie Ihre eigenen Angelegenheiten erledigen und für eine Behörde arbeiten.
hat-person = Für mich selbst
hat-staff = Als Bedienstete oder Bediensteter: { $office }
hat-missing = Wählen Sie aus, für wen Sie handeln.
hat-button = Weiter

# Abmelden
sign-out-title = Möchten Sie sich abmelden?
sign-out-button = Abmelden
sign-out-done = Sie sind abgemeldet
sign-out-lead = Benutzen auch andere dieses Gerät? Dann schließen Sie jetzt das Fenster.
sign-out-home = Zur Startseite
sign-out-again = Wieder anmelden

# Konto
account-title = Ihr Konto
account-name = Name
account-office = Behörde
account-level = Vertrauensniveau
account-raise = erhöhen
account-no-hat = Ihr Konto hat zurzeit keine Aufgabe
account-no-hat-do = Keine Behörde hat Ihnen eine Rolle gegeben. Wenden Sie sich an den Betrieb.
account-hat-change = In anderer Rolle weiterarbeiten
account-sessions = Wo Sie angemeldet sind
account-sessions-why = Erkennen Sie eine Sitzung nicht wieder? Beenden Sie sie. Ändern Sie danach Ihr Kennwort.
account-began = Angemeldet seit
account-used = Zuletzt benutzt
account-action = Beenden
account-this = diese Sitzung
account-end = Sitzung beenden
account-end-this = Hier abmelden
account-end-all = Überall abmelden

# E-Mail-Adresse
email-title = An welche E-Mail-Adresse dürfen wir schreiben?
email-lead = Liegt ein neuer Brief in Ihrem Postfach, sagen wir Ihnen per E-Mail Bescheid. In der E-Mail steht nicht, worum es geht.
email-fact = Nachricht über neue Briefe
email-none = keine
email-change = E-Mail-Adresse ändern
email-label = E-Mail-Adresse
email-hint = Zum Beispiel name@beispiel.de. Wir schicken dorthin einen Code, mit dem Sie die Adresse bestätigen. Lassen Sie das Feld leer, wenn wir Ihnen keine E-Mail schicken sollen.
email-button = E-Mail-Adresse speichern
email-back = Zurück zum Konto
email-bad-shape = Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@beispiel.de.
email-bad-local = Vor dem @ stehen Umlaute oder andere Zeichen, die viele Mailserver nicht annehmen. Geben Sie eine Adresse ohne solche Zeichen ein, zum Beispiel joerg@beispiel.de.
email-bad-long = Diese E-Mail-Adresse ist zu lang. Prüfen Sie, ob etwas doppelt darin steht.
email-unconfirmed = { $address } (noch nicht bestätigt)
email-to-confirm = E-Mail-Adresse bestätigen
email-password-hint = Zur Sicherheit, denn an diese Adresse schicken wir auch einen Code, wenn Sie Ihr Kennwort vergessen. Zum Löschen der Adresse brauchen wir es nicht.
email-code-title = E-Mail-Adresse bestätigen
email-code-lead = Wir schicken einen Code an { $address }. Sobald Sie ihn hier eingeben, gilt die Adresse.
email-code = Code aus der E-Mail
email-code-hint = Zwölf Buchstaben und Ziffern, zum Beispiel ABCD-EFGH-JKLM. Der Code gilt 30 Minuten.
email-code-button = E-Mail-Adresse bestätigen
email-code-missing = Geben Sie den Code aus der E-Mail ein.
email-code-wrong = Dieser Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn. Nach fünf falschen Versuchen brauchen Sie einen neuen.
email-code-none = Es kommt keine E-Mail?
email-code-none-do = Warten Sie einige Minuten, und sehen Sie auch im Ordner für unerwünschte E-Mails nach.
email-code-again = Andere Adresse oder neuer Code

# Postfach
mailbox-title = Postfach
mailbox-lead = Briefe der Behörden an Sie, der neueste zuerst.
mailbox-empty = Noch keine Briefe
mailbox-empty-why = Wenn eine Behörde über Ihren Antrag entscheidet, liegt der Bescheid hier.
mailbox-empty-do = Leistungen finden
mailbox-new = ungelesen
mailbox-delivered = Bereitgestellt am { $when }
mailbox-reference = Aktenzeichen { $number }

# Brief
letter-kind = Brief
letter-from = Absender
letter-reference = Aktenzeichen
letter-delivered = Bereitgestellt
letter-opened = Zuerst geöffnet
letter-open = Brief öffnen
letter-effect = Wann der Bescheid gilt
letter-ozg9-before = Der Bescheid gilt am { $day } als bekannt gegeben, auch wenn Sie ihn nicht öffnen ({ $section }).
letter-41-before = Öffnen Sie den Brief, gilt der Bescheid am Tag danach als bekannt gegeben. Sie können ihn bis zum { $until } öffnen. Danach stellt ihn die Behörde neu zu ({ $section }).
letter-withdrawn = Dieser Brief wurde nicht rechtzeitig geöffnet
letter-withdrawn-why = Er gilt als nicht bekannt gegeben und ist nicht mehr abrufbar. Die Behörde schickt Ihnen den Bescheid noch einmal.
letter-documents = Dokumente
letter-known = Wann der Bescheid bekannt gegeben ist
letter-ozg9 = Am { $day }: das ist der { $days }. Tag, nachdem der Bescheid in Ihr Postfach gelegt wurde ({ $section }).
letter-41 = Am { $day }: das ist der Tag, nachdem Sie den Brief zum ersten Mal geöffnet haben ({ $section }).
letter-remedy = Von diesem Tag an läuft die Frist, wenn Sie sich gegen den Bescheid wehren möchten. Wie das geht, steht am Ende des Bescheids.
