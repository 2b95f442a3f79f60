# Was an einer Angabe nicht stimmt, und was zu tun ist
problem-line = { $label }: { $text }
problem-line-question = { $label } { $text }
problem-required = Diese Angabe fehlt noch.
problem-now-needed = Nach Ihren anderen Antworten brauchen wir auch diese Angabe.
problem-too-short = Geben Sie mindestens { $min } Zeichen ein. Bis jetzt sind es { $actual }.
problem-too-long = Geben Sie höchstens { $max } Zeichen ein. Jetzt sind es { $actual }.
problem-character = Ein Zeichen darin können wir nicht verarbeiten ({ $code }). Löschen Sie es, oder tippen Sie die Angabe bitte neu ein.
problem-letter = Das Zeichen „{ $character }“ ist hier nicht möglich. Schreiben Sie die Angabe mit lateinischen Buchstaben, zum Beispiel so wie im Reisepass.
problem-pattern = Die Angabe hat nicht die richtige Form. Vergleichen Sie sie mit dem Beispiel oder mit Ihren Unterlagen.
problem-email = Das ist keine vollständige E-Mail-Adresse. Sie sieht so aus: name@beispiel.de.
problem-phone = Das ist keine Telefonnummer. Geben Sie sie mit Vorwahl ein, zum Beispiel 0361 123456.
problem-number = Geben Sie eine Zahl ein. Stellen nach dem Komma trennen Sie mit einem Komma ab.
problem-integer = Geben Sie eine ganze Zahl ein, nur mit Ziffern.
problem-decimals = { $max ->
    [0] Geben Sie eine Zahl ohne Stellen nach dem Komma ein.
    [one] Geben Sie höchstens eine Stelle nach dem Komma ein.
   *[other] Geben Sie höchstens { $max } Stellen nach dem Komma ein.
}
problem-too-small = Die Zahl muss mindestens { $min } sein.
problem-too-large = Die Zahl darf höchstens { $max } sein.
problem-date = Diesen Tag gibt es nicht. Geben Sie Tag, Monat und Jahr ein, zum Beispiel 24 12 2026.
problem-too-early = Das Datum darf nicht vor dem { $min } liegen.
problem-too-late = Das Datum darf nicht nach dem { $max } liegen.
problem-time = Geben Sie eine Uhrzeit ein, zum Beispiel 14:30.
problem-date-time = Geben Sie Datum und Uhrzeit ein, zum Beispiel 24.12.2026 14:30.
problem-choice = Wählen Sie eine der angebotenen Antworten.
problem-yes-no = Wählen Sie Ja oder Nein.
problem-file-unknown = Die Datei ist nicht mehr da. Laden Sie sie bitte noch einmal hoch.
problem-file-too-large = Die Datei hat { $actual }. Möglich sind höchstens { $max }.
problem-file-type = Dateien dieser Art können wir nicht annehmen. Möglich sind: { $allowed }.
problem-too-few = { $min ->
    [one] Hier fehlt ein Eintrag.
   *[other] Hier sind mindestens { $min } Einträge nötig.
}
problem-too-many = { $max ->
    [one] Hier ist nur ein Eintrag möglich.
   *[other] Hier sind höchstens { $max } Einträge möglich.
}
problem-one-of = { $filled ->
    [0] Füllen Sie einen dieser Teile aus.
   *[other] Füllen Sie nur einen dieser Teile aus. Jetzt sind es { $filled }.
}
problem-not-computed = Dieser Wert lässt sich aus Ihren Angaben nicht berechnen. Prüfen Sie bitte die Angaben, aus denen er entsteht.
problem-check = Diese Angabe passt nicht zu Ihren anderen Angaben. Prüfen Sie bitte beides.
list-or = { $before } oder { $last }
