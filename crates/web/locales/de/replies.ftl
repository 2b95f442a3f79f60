# Stand: was nach dem Absenden geschieht
stand-asked = Ihre Antwort fehlt
stand-withdrawn = Zurückgenommen
matter-back = Zum Stand des Antrags
status-title-asked = Die Behörde wartet auf Ihre Antwort
status-title-withdrawn = Sie haben Ihren Antrag zurückgenommen
status-title-objection = Ihr Widerspruch ist eingegangen: { $service }
status-title-objection-decided = Über Ihren Widerspruch ist entschieden: { $service }
status-title-objection-granted = Ihr Widerspruch hat Erfolg: { $service }
status-title-objection-refused = Ihr Widerspruch ist zurückgewiesen: { $service }
status-title-objection-withdrawn = Sie haben Ihren Widerspruch zurückgenommen
status-where-antrag = Stand des Antrags
status-next-asked = Solange Ihre Antwort fehlt, bearbeitet die Behörde den Antrag meist nicht weiter. Antworten Sie bitte rechtzeitig.
status-next-objection = { $office } prüft Ihren Widerspruch. Wenn etwas fehlt, meldet sich das Amt bei Ihnen. Sie müssen jetzt nichts tun.
status-next-withdrawn = Die Behörde bearbeitet nichts mehr. Sie bekommen keinen Bescheid. Wenn Sie die Leistung doch brauchen, stellen Sie einen neuen Antrag.
step-withdrawn = Antrag zurückgenommen
step-objection = Widerspruch eingegangen
step-objection-work-text = { $office } prüft die Entscheidung noch einmal.
step-objection-withdrawn = Widerspruch zurückgenommen

# Fragen der Behörde
asked-title = { $count ->
    [one] Die Behörde fragt nach
   *[other] Die Behörde hat { $count } Fragen an Sie
}
asked-answer = Jetzt antworten
asked-before = Fragen und Antworten
question-kind = Rückfrage
question-hearing = Anhörung
question-from = { $office } schreibt Ihnen
question-open = Antworten Sie bitte bis zum { $day }.
question-open-always = Antworten Sie bitte bald.
question-answered = Beantwortet am { $day }.
question-lapsed = Die Frist ist am { $day } abgelaufen, ohne dass eine Antwort da war.
question-dropped = Eine Antwort ist nicht mehr nötig.

# Antworten
reply-title = Ihre Antwort
reply-question = Schreiben Sie, was die Behörde wissen möchte. Ohne Ihre Antwort entscheidet sie nach dem, was ihr bekannt ist.
reply-hearing = Die Behörde möchte etwas entscheiden, das für Sie nachteilig sein kann. Vorher können Sie sich dazu äußern (§ 28 Verwaltungsverfahrensgesetz). Sie müssen nicht. Ohne Ihre Äußerung entscheidet sie nach dem, was ihr bekannt ist.
reply-text = Ihre Antwort in Worten
reply-text-hint = Wenn Sie Dateien mitschicken, schreiben Sie kurz, was sie zeigen. Wenn Sie länger brauchen, speichern Sie zwischendurch.
reply-file = Datei mitschicken
reply-file-there = Datei { $number }
reply-upload = Datei hochladen
reply-files = Dateien
reply-too-many = Zu einer Antwort gehören höchstens { $max } Dateien. Fassen Sie mehrere Seiten in einer PDF-Datei zusammen.
reply-missing = Schreiben Sie bitte eine Antwort, auch wenn Sie nur Dateien schicken.
reply-check = Weiter: Antwort prüfen
reply-check-title = Prüfen Sie Ihre Antwort
reply-check-lead = Noch ist nichts abgesendet. Sie können alles ändern.
reply-send-text = Mit dem Absenden geht Ihre Antwort an: { $office }. Danach können Sie sie hier nicht mehr ändern.
reply-send = Antwort jetzt absenden
reply-arrived = Ihre Antwort ist eingegangen
reply-arrived-when = Eingang am { $when }. Sie liegt jetzt bei der Behörde.
reply-given = Ihre Antwort
reply-late = Die Zeit für die Antwort ist abgelaufen
reply-late-why = Die Behörde hat ohne Ihre Antwort weitergearbeitet. Hier können Sie nicht mehr antworten.
reply-late-do = Was Sie jetzt tun können
reply-late-write = Schreiben Sie der Behörde, oder rufen Sie an. Solange sie nicht entschieden hat, kann sie Ihre Antwort noch beachten.
reply-late-excuse = Konnten Sie ohne eigenes Verschulden nicht rechtzeitig antworten, zum Beispiel wegen Krankheit? Sagen Sie das der Behörde, und bitten Sie um mehr Zeit (§ 31 Absatz 7 Verwaltungsverfahrensgesetz).
reply-late-decided = Hat die Behörde schon entschieden, steht am Ende des Bescheids, wie Sie sich dagegen wehren können.
reply-kept = Das haben Sie geschrieben, aber nicht abgesendet
reply-kept-why = Sie können den Text kopieren und der Behörde auf anderem Weg schicken.

# Zurücknehmen
withdraw-section = Doch nicht?
withdraw-hint = Bis zur Entscheidung können Sie den Antrag jederzeit zurücknehmen.
withdraw-objection-hint = Bis zur Entscheidung können Sie den Widerspruch jederzeit zurücknehmen.
withdraw-title = Antrag zurücknehmen
withdraw-objection-title = Widerspruch zurücknehmen
withdraw-means = Das bedeutet es:
withdraw-ends = Die Behörde bearbeitet den Antrag nicht weiter. Sie bekommen keinen Bescheid, und offene Fragen haben sich erledigt.
withdraw-again = Das lässt sich nicht rückgängig machen. Sie können aber einen neuen Antrag stellen. Prüfen Sie vorher, ob dafür eine Frist gilt.
withdraw-objection-ends = Die Behörde prüft Ihren Widerspruch nicht weiter. Der Bescheid bleibt, wie er ist.
withdraw-objection-final = Das lässt sich nicht rückgängig machen. Einen neuen Widerspruch können Sie nur einlegen, solange die Frist noch läuft, und dann nicht auf dieser Seite, sondern schriftlich bei der Behörde.
withdraw-keeps = Was bisher geschehen ist, bleibt in der Akte der Behörde. Für Arbeit, die schon getan ist, kann eine Gebühr anfallen.
withdraw-reason = Warum?
withdraw-reason-hint = Sie müssen keinen Grund nennen.
withdraw-yes = Antrag endgültig zurücknehmen
withdraw-objection-yes = Widerspruch endgültig zurücknehmen
withdraw-no = Nein, nicht zurücknehmen
withdraw-decided = Es ist schon entschieden. Zurücknehmen geht deshalb nicht mehr. Das können Sie stattdessen tun:
withdraw-decided-object = Sind Sie mit der Entscheidung nicht einverstanden? Dann steht am Ende des Bescheids, wie Sie sich dagegen wehren können. Wie lange, sehen Sie auf der Seite mit dem Stand des Antrags.
withdraw-decided-waive = Brauchen Sie nicht mehr, was Ihnen bewilligt wurde? Sagen Sie es der Behörde.

# Rechtsbehelf
remedy-title = Wenn Sie nicht einverstanden sind
remedy-possible = Sie können Widerspruch einlegen. Dann prüft die Behörde ihre Entscheidung noch einmal.
remedy-until = Der letzte Tag dafür ist der { $day }.
remedy-late = Die Frist ist am { $day } abgelaufen.
remedy-no-day = Die Frist beginnt, wenn der Bescheid bekannt gegeben ist. Wie lang sie ist, steht am Ende des Bescheids.
remedy-button = Widerspruch einlegen
remedy-undecided = Einen Widerspruch gibt es erst gegen einen Bescheid. Noch ist keiner da.
remedy-not-offered = Gegen diesen Bescheid können Sie hier nicht online vorgehen. Am Ende des Bescheids steht, was Sie tun können und bei wem.
remedy-raised = Sie haben Widerspruch eingelegt. Den Stand sehen Sie auf der Seite des Antrags.
remedy-closed = Seit der Entscheidung ist viel Zeit vergangen, und die Akte ist geschlossen. Hier geht kein Widerspruch mehr. Wenden Sie sich an die Behörde.
object-title = Widerspruch einlegen
object-what = Mit einem Widerspruch bitten Sie { $office }, die Entscheidung noch einmal zu prüfen.
object-then = Die Behörde prüft alles neu, auch ob die Entscheidung zweckmäßig war. Gibt sie Ihnen nicht recht, bekommen Sie einen Widerspruchsbescheid. Dagegen können Sie klagen.
object-cost = Hat der Widerspruch keinen Erfolg, kann er eine Gebühr kosten.
object-back = Sie können ihn zurücknehmen, solange nicht darüber entschieden ist.
object-late = Sie können trotzdem Widerspruch einlegen. Er hat aber nur Aussicht, wenn Sie die Frist ohne eigenes Verschulden versäumt haben, zum Beispiel wegen schwerer Krankheit: Nennen Sie den Grund innerhalb von zwei Wochen, nachdem er weggefallen ist (Wiedereinsetzung, §§ 70, 60 Verwaltungsgerichtsordnung).
object-reasons = Warum sind Sie nicht einverstanden?
object-reasons-hint = Das Gesetz verlangt keine Begründung. Sie hilft der Behörde aber zu sehen, was falsch sein könnte.
object-form = Ihr Widerspruch wird über Ihr angemeldetes Konto elektronisch erhoben (§ 70 Verwaltungsgerichtsordnung, § 3a Verwaltungsverfahrensgesetz).
object-yes = Widerspruch jetzt einlegen
object-no = Nein, kein Widerspruch
object-raise = Erst Ihre Identität nachweisen
object-raise-substantiell = Wie beim Antrag müssen wir sicher wissen, wer Sie sind (Vertrauensniveau „substantiell“). Danach kommen Sie hierher zurück.
object-raise-hoch = Wie beim Antrag brauchen Sie den Online-Ausweis (Vertrauensniveau „hoch“). Danach kommen Sie hierher zurück.

# Brief
letter-asks = Die Behörde fragt Sie etwas
letter-remedy-here = Auf der Seite Ihres Antrags sehen Sie den letzten Tag und was Sie tun können.
letter-matter = Zum Stand des Antrags
