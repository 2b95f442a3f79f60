# Aufgaben: Fristen, Rollen, Vier-Augen-Prinzip
desk-due = Fällig am
desk-late = überfällig
duty-title = Diese Aufgabe ist nicht für Sie
duty-other = Diese Aufgabe gehört zur Rolle „{ $role }“. Sie haben diese Rolle für diese Leistung nicht.
duty-four-eyes = Vier-Augen-Prinzip: Sie haben den Schritt davor bearbeitet. Diese Aufgabe muss jemand anderes erledigen.
case-claim-deputy = In Vertretung übernehmen
decide-draft = Entwurf ansehen
decide-draft-what = Der Entwurf wird als PDF-Datei geladen. Er ist als Entwurf gekennzeichnet, nicht unterschrieben und kommt nicht in die Akte.
decide-draft-failed = Aus diesen Angaben lässt sich kein Entwurf erstellen. Prüfen Sie die Entscheidung, oder geben Sie dem Betrieb Bescheid.
decide-draft-none = Mit dieser Entscheidung entsteht kein Bescheid, also auch kein Entwurf. Wählen Sie eine andere Entscheidung, um einen Entwurf zu sehen.
decide-given = Was eingetragen wurde
task-what = Was zu tun ist
desk-outcome-withdrawn = zurückgenommen
desk-outcome-question = Rückfrage
desk-outcome-statement = Stellungnahme eingeholt
desk-outcome-hearing = Anhörung
desk-outcome-signed = gezeichnet
desk-outcome-returned = zur Überarbeitung zurückgegeben
desk-outcome-remedied = dem Widerspruch abgeholfen
desk-outcome-rejected = Widerspruch zurückgewiesen
desk-do-question = Die antragstellende Person etwas fragen
desk-do-statement = Stellungnahme einer anderen Behörde einholen
desk-do-hearing = Vor einer Ablehnung anhören
desk-do-sign = Zeichnen
desk-do-return = Zur Überarbeitung zurückgeben
desk-do-remedy = Dem Widerspruch abhelfen
desk-do-reject = Den Widerspruch zurückweisen
desk-outcome-presented = zur Zeichnung vorgelegt
desk-outcome-agreed = einverstanden
desk-outcome-admissible = zulässig
desk-outcome-inadmissible = unzulässig
desk-outcome-not-remedied = dem Widerspruch nicht abgeholfen
desk-do-present = Zur Zeichnung vorlegen
desk-do-not-remedy = Dem Widerspruch nicht abhelfen
errand-what-form = Füllen Sie die Felder aus. Danach geht der Vorgang weiter.
decide-reasons-hint-letter = Fragen Sie etwas oder hören Sie an, dann ist dies der Text des Briefes. Entscheiden Sie über den Antrag, steht der Text wörtlich im Bescheid: Nennen Sie die wesentlichen Gründe (§ 39 Abs. 1 VwVfG).
decide-reasons-only = Nötig nur bei: { $outcomes }.
decide-reasons-hint-sign = Was Sie hier schreiben, steht in der Akte. Im Bescheid steht die Begründung des Entwurfs. Geben Sie ihn zurück, dann schreiben Sie, was zu ändern ist.
decide-reasons-missing-sign = Schreiben Sie, was zu ändern ist. Wer den Entwurf gemacht hat, arbeitet damit weiter.

# Vorgang: Fragen, Rechtsbehelf, weitere Vorgänge der Akte
case-inquiries = Fragen und Stellungnahmen
case-others = Weitere Vorgänge dieser Akte
case-remedy = Frist für den Rechtsbehelf
case-procedure = Verfahren
case-procedure-application = Antrag
case-procedure-objection = Widerspruch
case-told-inspected = Sie sehen einen Vorgang, der nicht zu Ihren Aufgaben gehört. Ihr Grund steht in der Akte. Der Zugang endet nach 24 Stunden.

# Frist und ihre Berechnung
period-known = Tag der Bekanntgabe
period-end = Letzter Tag
period-over = abgelaufen
period-running = läuft
period-how = So ist die Frist berechnet
period-event = Der { $day } zählt nicht mit, denn an diesem Tag beginnt die Frist erst.
period-first = Der { $day } ist der erste Tag, der zählt.
period-extended = Die neue Frist beginnt nach dem Ende der bisherigen am { $day }.
period-as = { $length }: Das sind { $months }.
period-after = { $length } danach ist der { $day }.
period-without = Nicht mitgezählt: { $days }.
period-no-such-day = Den gesuchten Tag gibt es in diesem Monat nicht. Es zählt der letzte Tag des Monats, der { $day }.
period-half = Der halbe Monat sind 15 Tage: bis zum { $day }.
period-moved = An diesem Tag kann die Frist nicht enden: { $days }. Letzter Tag ist deshalb der { $day }.
period-stays = Das Ende verschiebt sich nicht: Es bleibt beim { $day }.
period-deemed = Der Brief gilt am { $day } als bekannt gegeben.
period-later = Der Brief kam erst am { $day } an. Dieser Tag zählt.
period-other = Weiterer Schritt
period-saturday = Samstag
period-sunday = Sonntag
period-days = { $count ->
    [one] Ein Tag
   *[other] { $count } Tage
}
period-weekdays = { $count ->
    [one] Ein Werktag
   *[other] { $count } Werktage
}
period-workdays = { $count ->
    [one] Ein Arbeitstag
   *[other] { $count } Arbeitstage
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
    [one] Anderthalb Monate
   *[other] { $count } Monate und ein halber
}
period-quarters = { $count ->
    [one] Ein Vierteljahr
   *[other] { $count } Vierteljahre
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
inquiries-title = Anfragen anderer Behörden
inquiries-lead = Andere Behörden bitten hier um Ihre Stellungnahme. Was offen ist, steht oben.
inquiries-none = Keine Anfragen
inquiries-none-why = Sobald eine andere Behörde um eine Stellungnahme bittet, erscheint die Anfrage hier.
inquiries-about = Worum es geht
inquiries-from = Anfragende Behörde
inquiry-question = Rückfrage
inquiry-hearing = Anhörung
inquiry-statement = Stellungnahme
inquiry-to-office = an { $office }
inquiry-to-person = an die antragstellende Person
inquiry-to-person-by-post = an die antragstellende Person, per Post
inquiry-prepared = Brief wird geschrieben
inquiry-open = wartet auf Antwort
inquiry-answered = beantwortet
inquiry-lapsed = ohne Antwort abgelaufen
inquiry-dropped = nicht mehr nötig
inquiry-text = Die Frage
inquiry-answer = Antwort
inquiry-whom = Richtet sich
inquiry-since = Gestellt am
inquiry-period = Antwort bis
inquiry-ended = Beendet
inquiry-letter = Brief
inquiry-documents = Unterlagen zu dieser Anfrage
inquiry-documents-none = Zu dieser Anfrage sind keine Unterlagen freigegeben. Nach dem Ende des Vorgangs sind sie nicht mehr zu sehen.
inquiry-answer-do = Stellungnahme abgeben
inquiry-answer-hint = Ihre Antwort geht an die anfragende Behörde und kommt dort in die Akte. Danach läuft deren Vorgang weiter.
inquiry-answer-button = Stellungnahme absenden
inquiry-enter = Antwort eintragen
inquiry-enter-hint = Für Antworten, die auf anderem Weg kamen, zum Beispiel per Post oder am Telefon. Die Antwort kommt in die Akte, und der Vorgang läuft weiter.
inquiry-enter-button = Antwort eintragen
inquiry-answer-missing = Geben Sie die Antwort ein.
inquiry-answer-long = Die Antwort ist zu lang. Kürzen Sie sie auf { $max } Zeichen, oder fügen Sie den Rest als Datei bei.
inquiry-files = Dateien
inquiry-files-hint = PDF, JPG oder PNG, höchstens { $max } Dateien, jede höchstens { $size }.
inquiry-files-many = Es sind zu viele Dateien. Wählen Sie höchstens { $max } aus.
inquiry-file-refused = { $name }: { $why } Wählen Sie alle Dateien noch einmal aus.
inquiry-file-large = Die Datei ist größer als { $size }.
inquiry-file-type = Die Datei ist weder PDF noch JPG noch PNG.
inquiry-extend = Frist verlängern
inquiry-until = Neuer letzter Tag
inquiry-until-hint = Wer gefragt ist, sieht den neuen Tag in der Anfrage.
inquiry-until-missing = Geben Sie ein Datum ein, zum Beispiel 24. 12. 2026.
inquiry-until-before = Der neue Tag muss nach dem bisherigen liegen und darf nicht vergangen sein.
inquiry-extend-button = Frist verlängern
inquiry-told-answered = Die Antwort ist gespeichert. Der Vorgang läuft weiter.
inquiry-told-extended = Die Frist ist verlängert.
inquiry-told-settled = Diese Frage ist schon beantwortet, oder die Zeit dafür ist vorbei. Es wurde nichts geändert.

# Einsehen
inspect-title = Dieser Vorgang gehört nicht zu Ihren Aufgaben
inspect-recorded = Der Zugriff wird festgehalten
inspect-recorded-what = Sie dürfen den Vorgang 24 Stunden lang ansehen, wenn Sie einen dienstlichen Grund angeben. Ihr Name, die Zeit und der Grund stehen danach in der Akte.
inspect-reason = Grund
inspect-reason-hint = Zum Beispiel: Beschwerde vom 20. November, Rechnungsprüfung.
inspect-reason-missing = Geben Sie den Grund an.
inspect-reason-long = Fassen Sie sich kürzer: höchstens { $max } Zeichen.
inspect-button = Vorgang ansehen

# Verlauf
history-outside = Person außerhalb dieser Behörde
history-filed = Akte geschlossen
history-task-late = Aufgabe überfällig
history-taken-back = Entscheidung rückgängig gemacht: { $detail }
history-asks = Brief in Auftrag gegeben: { $what }
history-asked = Frage versendet
history-reminded = An die Frage erinnert
history-extended = Frist verlängert bis { $detail }
history-answered = Antwort eingegangen
history-unanswered = Frist ohne Antwort abgelaufen
history-withdrawn = Antrag zurückgenommen
history-inspected = Eingesehen außerhalb der eigenen Aufgaben
