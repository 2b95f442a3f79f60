# Aufgaben: Fristen, Rollen, Vier-Augen-Prinzip
desk-due = Fertig bis
desk-late = zu spät
duty-title = Diese Aufgabe ist nicht für Sie
duty-other = Diese Aufgabe ist für Personen mit dieser Rolle: { $role }. Sie haben die Rolle nicht.
duty-four-eyes = Sie haben den Schritt davor gemacht. Jetzt muss eine andere Person prüfen. Das nennt man Vier-Augen-Prinzip.
case-claim-deputy = Für eine Kollegin oder einen Kollegen übernehmen
decide-draft = Entwurf ansehen
decide-draft-what = Ein Entwurf ist ein Versuch. Er wird als PDF-Datei geladen. Der Entwurf ist nicht unterschrieben. Er kommt nicht in die Akte.
decide-draft-failed = Der Entwurf geht gerade nicht. Prüfen Sie Ihre Entscheidung. Oder sagen Sie der Technik Bescheid.
decide-draft-none = Mit dieser Auswahl schreiben wir keinen Bescheid. Deshalb gibt es keinen Entwurf. Wählen Sie etwas anderes aus. Dann sehen Sie einen Entwurf.
decide-given = Das wurde eingetragen
task-what = Das müssen Sie tun
desk-outcome-withdrawn = zurückgenommen
desk-outcome-question = Frage gestellt
desk-outcome-statement = Andere Behörde gefragt
desk-outcome-hearing = Person angehört
desk-outcome-signed = unterschrieben
desk-outcome-returned = zurückgegeben zum Verbessern
desk-outcome-remedied = Widerspruch hat Erfolg
desk-outcome-rejected = Widerspruch hat keinen Erfolg
desk-do-question = Die Person etwas fragen
desk-do-statement = Eine andere Behörde fragen
desk-do-hearing = Die Person anhören, bevor Sie ablehnen
desk-do-sign = Unterschreiben
desk-do-return = Zurückgeben zum Verbessern
desk-do-remedy = Dem Widerspruch Recht geben
desk-do-reject = Den Widerspruch ablehnen
desk-outcome-presented = zum Unterschreiben gegeben
desk-outcome-agreed = einverstanden
desk-outcome-admissible = erlaubt
desk-outcome-inadmissible = nicht erlaubt
desk-outcome-not-remedied = Widerspruch hat hier keinen Erfolg
desk-do-present = Zum Unterschreiben geben
desk-do-not-remedy = Dem Widerspruch nicht Recht geben
errand-what-form = Füllen Sie die Felder aus. Dann geht es weiter.
decide-reasons-hint-letter = Ihr Text steht genau so im Bescheid. Oder stellen Sie eine Frage? Dann steht Ihr Text im Brief. Sie müssen Gründe nennen. Das steht im Gesetz (§ 39 Abs. 1 VwVfG).
decide-reasons-only = Die Begründung ist nur dann nötig: { $outcomes }.
decide-reasons-hint-sign = Ihr Text steht in der Akte. Im Bescheid stehen die Gründe aus dem Entwurf. Geben Sie den Entwurf zurück? Dann schreiben Sie: Das muss anders werden.
decide-reasons-missing-sign = Schreiben Sie: Was soll im Entwurf anders sein? Eine Kollegin oder ein Kollege arbeitet damit weiter.

# Vorgang: Fragen, Rechtsbehelf, weitere Vorgänge der Akte
case-inquiries = Fragen
case-others = Was noch in dieser Akte ist
case-remedy = Zeit für einen Widerspruch oder eine Klage
case-procedure = Art
case-procedure-application = Antrag
case-procedure-objection = Widerspruch
case-told-inspected = Dieser Vorgang gehört nicht zu Ihren Aufgaben. Sie dürfen ihn 24 Stunden ansehen. Ihr Grund steht in der Akte.

# Frist und ihre Berechnung
period-known = Ab diesem Tag gilt der Bescheid als bekannt
period-end = Letzter Tag
period-over = vorbei
period-running = läuft noch
period-how = So haben wir gerechnet
period-event = Der { $day } zählt nicht mit. Die Zeit beginnt erst danach.
period-first = Der { $day } zählt als erster Tag.
period-extended = Die neue Zeit beginnt nach dem { $day }.
period-as = { $length }: Das sind { $months }.
period-after = { $length } danach ist der { $day }.
period-without = Diese Tage zählen nicht: { $days }.
period-no-such-day = Diesen Tag gibt es in dem Monat nicht. Dann zählt der letzte Tag im Monat: { $day }.
period-half = Ein halber Monat hat 15 Tage. Das ist bis zum { $day }.
period-moved = An diesem Tag kann die Zeit nicht enden: { $days }. Der letzte Tag ist also der { $day }.
period-stays = Der letzte Tag bleibt der { $day }.
period-deemed = Der Brief gilt am { $day } als bekannt.
period-later = Der Brief kam erst am { $day } an. Dieser Tag zählt.
period-other = Noch ein Schritt
period-saturday = Samstag
period-sunday = Sonntag
period-days = { $count ->
    [one] Ein Tag
   *[other] { $count } Tage
}
period-weekdays = { $count ->
    [one] Ein Werk-Tag
   *[other] { $count } Werk-Tage
}
period-workdays = { $count ->
    [one] Ein Arbeits-Tag
   *[other] { $count } Arbeits-Tage
}
period-weeks = { $count ->
    [one] Eine Woche
   *[other] { $count } Wochen
}
period-months = { $count ->
    [one] Ein Monat
   *[other] { $count } Monate
}
period-months-half = { $count ->
    [0] Ein halber Monat
    [one] Ein Monat und ein halber
   *[other] { $count } Monate und ein halber
}
period-quarters = { $count ->
    [one] 3 Monate
   *[other] { $count } mal 3 Monate
}
period-half-years = { $count ->
    [one] Ein halbes Jahr
   *[other] { $count } halbe Jahre
}
period-years = { $count ->
    [one] Ein Jahr
   *[other] { $count } Jahre
}

# Anfragen
inquiries-title = Fragen von anderen Behörden
inquiries-lead = Andere Behörden fragen Sie hier etwas. Offene Fragen stehen oben.
inquiries-none = Es gibt keine Fragen
inquiries-none-why = Fragt eine andere Behörde? Dann steht die Frage hier.
inquiries-about = Darum geht es
inquiries-from = Diese Behörde fragt
inquiry-question = Frage an die Person
inquiry-hearing = Anhörung
inquiry-statement = Stellungnahme
inquiry-to-office = an diese Behörde: { $office }
inquiry-to-person = an die Person mit dem Antrag
inquiry-to-person-by-post = an die Person mit dem Antrag, mit der Post
inquiry-prepared = Der Brief wird geschrieben
inquiry-open = wartet auf Antwort
inquiry-answered = beantwortet
inquiry-lapsed = Zeit vorbei, keine Antwort
inquiry-dropped = nicht mehr nötig
inquiry-text = Die Frage
inquiry-answer = Antwort
inquiry-whom = Die Frage geht
inquiry-since = Gefragt am
inquiry-period = Antwort bis
inquiry-ended = Fertig am
inquiry-letter = Brief
inquiry-documents = Dateien zu dieser Frage
inquiry-documents-none = Zu dieser Frage gibt es keine Dateien. Ist der Vorgang fertig? Dann können Sie die Dateien nicht mehr sehen.
inquiry-answer-do = Antworten
inquiry-answer-hint = Die andere Behörde bekommt Ihre Antwort. Die Antwort kommt dort in die Akte.
inquiry-answer-button = Antwort absenden
inquiry-enter = Antwort eintragen
inquiry-enter-hint = Kam die Antwort mit der Post? Oder am Telefon? Dann schreiben Sie die Antwort hier auf. Sie kommt in die Akte.
inquiry-enter-button = Antwort eintragen
inquiry-answer-missing = Schreiben Sie die Antwort auf.
inquiry-answer-long = Die Antwort ist zu lang. Es dürfen höchstens { $max } Zeichen sein. Sie können auch eine Datei schicken.
inquiry-files = Dateien
inquiry-files-hint = Sie können PDF, JPG oder PNG schicken. Höchstens { $max } Dateien. Jede Datei höchstens { $size }.
inquiry-files-many = Das sind zu viele Dateien. Wählen Sie höchstens { $max }.
inquiry-file-refused = { $name }: { $why } Wählen Sie alle Dateien noch einmal.
inquiry-file-large = Die Datei ist zu groß. Sie darf höchstens { $size } haben.
inquiry-file-type = Sie können nur diese Dateien schicken: PDF, JPG oder PNG.
inquiry-extend = Mehr Zeit geben
inquiry-until = Neuer letzter Tag
inquiry-until-hint = Die gefragte Person oder Behörde sieht den neuen Tag.
inquiry-until-missing = Schreiben Sie ein Datum. Zum Beispiel: 24. 12. 2026.
inquiry-until-before = Der neue Tag muss später sein als der alte Tag. Er muss heute oder später sein.
inquiry-extend-button = Mehr Zeit geben
inquiry-told-answered = Die Antwort ist gespeichert. Es geht weiter.
inquiry-told-extended = Es gibt jetzt mehr Zeit.
inquiry-told-settled = Die Frage ist schon beantwortet. Oder die Zeit ist vorbei. Es hat sich nichts geändert.

# Einsehen
inspect-title = Dieser Vorgang gehört nicht zu Ihren Aufgaben
inspect-recorded = Wir schreiben auf, dass Sie hier waren
inspect-recorded-what = Haben Sie einen Grund? Dann dürfen Sie den Vorgang 24 Stunden ansehen. Ihr Name, die Zeit und der Grund stehen danach in der Akte.
inspect-reason = Grund
inspect-reason-hint = Zum Beispiel: Beschwerde vom 20. November.
inspect-reason-missing = Schreiben Sie den Grund auf.
inspect-reason-long = Schreiben Sie weniger. Höchstens { $max } Zeichen.
inspect-button = Vorgang ansehen

# Verlauf
history-outside = Person aus einer anderen Behörde
history-filed = Die Akte ist geschlossen
history-task-late = Die Aufgabe ist zu spät
history-taken-back = Die Entscheidung gilt nicht mehr: { $detail }
history-asks = Ein Brief wird geschrieben: { $what }
history-asked = Die Frage ist verschickt
history-reminded = Wir haben an die Frage erinnert
history-extended = Mehr Zeit bis { $detail }
history-answered = Die Antwort ist da
history-unanswered = Die Zeit ist vorbei. Es gab keine Antwort
history-withdrawn = Der Antrag ist zurückgenommen
history-inspected = Jemand hat den Vorgang angesehen. Er gehört nicht zu den eigenen Aufgaben
