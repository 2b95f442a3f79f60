# Was an einer Angabe nicht stimmt, und was zu tun ist
problem-line = { $label }: { $text }
problem-line-question = { $label } { $text }
problem-required = Hier fehlt etwas. Bitte füllen Sie das Feld aus.
problem-now-needed = Wegen Ihrer anderen Antworten müssen Sie auch dieses Feld ausfüllen.
problem-too-short = Das ist zu kurz. Sie brauchen mindestens { $min } Zeichen. Sie haben { $actual } Zeichen.
problem-too-long = Das ist zu lang. Es dürfen höchstens { $max } Zeichen sein. Sie haben { $actual } Zeichen.
problem-character = Ein Zeichen können wir hier nicht lesen ({ $code }). Löschen Sie das Zeichen. Oder schreiben Sie alles neu.
problem-letter = Das Zeichen „{ $character }“ geht hier nicht. Schreiben Sie mit lateinischen Buchstaben. Zum Beispiel so wie im Reise-Pass.
problem-pattern = So ist es nicht richtig geschrieben. Schauen Sie auf das Beispiel.
problem-email = Das ist keine ganze E-Mail-Adresse. Ein Beispiel ist: name@beispiel.de.
problem-phone = Das ist keine Telefon-Nummer. Ein Beispiel ist: 0361 123456.
problem-number = Schreiben Sie hier eine Zahl. Zum Trennen nehmen Sie ein Komma.
problem-integer = Schreiben Sie hier eine Zahl ohne Komma. Nehmen Sie nur Ziffern.
problem-decimals = { $max ->
    [0] Schreiben Sie die Zahl ohne Komma.
    [one] Nach dem Komma darf nur eine Zahl stehen.
   *[other] Nach dem Komma dürfen nur { $max } Zahlen stehen.
}
problem-too-small = Die Zahl ist zu klein. Die kleinste Zahl ist { $min }.
problem-too-large = Die Zahl ist zu groß. Die größte Zahl ist { $max }.
problem-date = Diesen Tag gibt es nicht. Schreiben Sie Tag, Monat und Jahr. Ein Beispiel ist: 24 12 2026.
problem-too-early = Der Tag ist zu früh. Der erste Tag ist der { $min }.
problem-too-late = Der Tag ist zu spät. Der letzte Tag ist der { $max }.
problem-time = Schreiben Sie die Uhr-Zeit. Ein Beispiel ist: 14:30.
problem-date-time = Schreiben Sie Tag und Uhr-Zeit. Ein Beispiel ist: 24.12.2026 14:30.
problem-choice = Wählen Sie eine Antwort aus der Liste.
problem-yes-no = Wählen Sie Ja oder Nein.
problem-file-unknown = Die Datei ist weg. Bitte laden Sie die Datei noch einmal hoch.
problem-file-too-large = Die Datei ist zu groß. Sie hat { $actual }. Es dürfen höchstens { $max } sein.
problem-file-type = Diese Datei geht hier nicht. Diese Dateien gehen: { $allowed }.
problem-too-few = { $min ->
    [one] Hier fehlt ein Eintrag.
   *[other] Hier müssen mindestens { $min } Einträge stehen.
}
problem-too-many = { $max ->
    [one] Hier darf nur ein Eintrag stehen.
   *[other] Hier dürfen höchstens { $max } Einträge stehen.
}
problem-one-of = { $filled ->
    [0] Füllen Sie einen Teil aus.
   *[other] Füllen Sie nur einen Teil aus. Jetzt sind es { $filled } Teile.
}
problem-not-computed = Das können wir nicht ausrechnen. Bitte prüfen Sie Ihre anderen Antworten.
problem-check = Das passt nicht zu Ihren anderen Antworten. Bitte prüfen Sie beides.
list-or = { $before } oder { $last }
