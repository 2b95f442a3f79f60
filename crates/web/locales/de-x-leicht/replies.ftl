# Stand: was nach dem Absenden geschieht
stand-asked = Ihre Antwort fehlt
stand-withdrawn = Sie wollen das nicht mehr
matter-back = Zurück zum Antrag
status-title-asked = Das Amt wartet auf Ihre Antwort
status-title-withdrawn = Sie wollen den Antrag nicht mehr
status-title-objection = Ihr Widerspruch ist angekommen: { $service }
status-title-objection-decided = Das Amt hat über Ihren Widerspruch entschieden: { $service }
status-title-objection-granted = Das Amt sagt Ja zu Ihrem Widerspruch: { $service }
status-title-objection-refused = Das Amt sagt Nein zu Ihrem Widerspruch: { $service }
status-title-objection-withdrawn = Sie wollen den Widerspruch nicht mehr
status-where-antrag = So war es beim Antrag
status-next-asked = Das Amt braucht Ihre Antwort. Ohne Ihre Antwort geht es meist nicht weiter. Bitte antworten Sie bald.
status-next-objection = { $office } prüft alles noch einmal. Fehlt etwas? Dann meldet sich das Amt. Sie müssen jetzt nichts tun.
status-next-withdrawn = Das Amt arbeitet nicht mehr daran. Sie bekommen keinen Brief mit einer Entscheidung. Brauchen Sie es doch? Dann stellen Sie einen neuen Antrag.
step-withdrawn = Sie wollen den Antrag nicht mehr
step-objection = Ihr Widerspruch ist da
step-objection-work-text = { $office } prüft alles noch einmal.
step-objection-withdrawn = Sie wollen den Widerspruch nicht mehr

# Fragen der Behörde
asked-title = { $count ->
    [one] Das Amt hat eine Frage
   *[other] Das Amt hat { $count } Fragen
}
asked-answer = Jetzt antworten
asked-before = Fragen und Antworten
question-kind = Frage vom Amt
question-hearing = Das Amt will Ihre Meinung wissen
question-from = Das schreibt { $office }
question-open = Bitte antworten Sie. Der letzte Tag ist der { $day }.
question-open-always = Bitte antworten Sie bald.
question-answered = Sie haben geantwortet. Das war am { $day }.
question-lapsed = Der letzte Tag war der { $day }. Bis dahin war keine Antwort da.
question-dropped = Sie müssen nicht mehr antworten.

# Antworten
reply-title = Ihre Antwort
reply-question = Das Amt möchte etwas wissen. Bitte schreiben Sie die Antwort auf. Sie antworten nicht? Dann entscheidet das Amt ohne Ihre Antwort.
reply-hearing = Das Amt will vielleicht Nein sagen. Vorher dürfen Sie Ihre Meinung sagen. Das ist Ihr Recht. Es steht in einem Gesetz: § 28 Verwaltungs-Verfahrens-Gesetz. Sie müssen nichts sagen. Dann entscheidet das Amt ohne Ihre Meinung.
reply-text = Schreiben Sie hier Ihre Antwort
reply-text-hint = Sie schicken Dateien mit? Dann schreiben Sie kurz dazu: Was sieht man auf den Dateien? Sie brauchen mehr Zeit? Dann speichern Sie zwischendurch.
reply-file = Datei mitschicken
reply-file-there = Datei { $number }
reply-upload = Datei hochladen
reply-files = Dateien
reply-too-many = Sie können höchstens { $max } Dateien mitschicken.
reply-missing = Hier fehlt noch etwas. Bitte schreiben Sie eine Antwort. Auch wenn Sie Dateien schicken.
reply-check = Weiter: Antwort prüfen
reply-check-title = Bitte prüfen Sie Ihre Antwort
reply-check-lead = Das Amt hat Ihre Antwort noch nicht. Sie können noch alles ändern.
reply-send-text = Jetzt schicken Sie die Antwort ab. Die Antwort geht an: { $office }. Danach können Sie nichts mehr ändern.
reply-send = Antwort jetzt abschicken
reply-arrived = Ihre Antwort ist angekommen
reply-arrived-when = Das war am { $when }. Das Amt hat Ihre Antwort jetzt.
reply-given = Ihre Antwort
reply-late = Die Zeit für die Antwort ist vorbei
reply-late-why = Das Amt hat ohne Ihre Antwort weitergearbeitet. Hier können Sie nicht mehr antworten.
reply-late-do = Das können Sie jetzt tun
reply-late-write = Rufen Sie das Amt an. Oder schreiben Sie dem Amt. Vielleicht hat das Amt noch nicht entschieden. Dann kann Ihre Antwort noch helfen.
reply-late-excuse = Sie konnten nicht früher antworten? Zum Beispiel: Sie waren krank. Dann sagen Sie das dem Amt. Bitten Sie um mehr Zeit.
reply-late-decided = Das Amt hat schon entschieden? Dann lesen Sie das Ende vom Brief. Dort steht: So können Sie Nein sagen.
reply-kept = Das haben Sie geschrieben, aber nicht abgeschickt
reply-kept-why = Sie können den Text kopieren. Dann können Sie dem Amt den Text schicken.

# Zurücknehmen
withdraw-section = Sie wollen das doch nicht?
withdraw-hint = Das Amt hat noch nicht entschieden. Sie können den Antrag zurücknehmen. Das heißt: Sie wollen den Antrag nicht mehr.
withdraw-objection-hint = Das Amt hat noch nicht entschieden. Sie können den Widerspruch zurücknehmen. Das heißt: Sie wollen den Widerspruch nicht mehr.
withdraw-title = Antrag zurücknehmen
withdraw-objection-title = Widerspruch zurücknehmen
withdraw-means = Das bedeutet es:
withdraw-ends = Das Amt arbeitet nicht mehr an Ihrem Antrag. Sie bekommen keine Entscheidung. Sie müssen auch keine Fragen mehr beantworten.
withdraw-again = Das gilt für immer. Sie können aber einen neuen Antrag stellen. Manchmal gibt es dafür einen letzten Tag.
withdraw-objection-ends = Das Amt prüft nicht noch einmal. Die Entscheidung bleibt so.
withdraw-objection-final = Das gilt für immer. Hier können Sie keinen neuen Widerspruch machen. Sie wollen doch wieder einen Widerspruch? Dann schreiben Sie dem Amt einen Brief. Das geht nur, wenn noch Zeit ist.
withdraw-keeps = Das Amt hebt alles auf, was bisher war. Manchmal müssen Sie etwas bezahlen. Denn das Amt hat schon gearbeitet.
withdraw-reason = Warum wollen Sie das?
withdraw-reason-hint = Sie müssen nichts schreiben.
withdraw-yes = Antrag für immer zurücknehmen
withdraw-objection-yes = Widerspruch für immer zurücknehmen
withdraw-no = Nein, nicht zurücknehmen
withdraw-decided = Das Amt hat schon entschieden. Zurücknehmen geht nicht mehr. Das können Sie tun:
withdraw-decided-object = Sie finden die Entscheidung falsch? Dann lesen Sie das Ende vom Brief. Dort steht: So können Sie Nein sagen.
withdraw-decided-waive = Sie brauchen es nicht mehr? Dann sagen Sie es dem Amt.

# Rechtsbehelf
remedy-title = Sie finden die Entscheidung falsch?
remedy-possible = Dann können Sie Widerspruch einlegen. Das heißt: Sie sagen Nein. Dann prüft das Amt alles noch einmal.
remedy-until = Dafür haben Sie nur eine bestimmte Zeit. Der letzte Tag ist der { $day }.
remedy-late = Die Zeit ist vorbei. Der letzte Tag war der { $day }.
remedy-no-day = Dafür haben Sie nur eine bestimmte Zeit. Wie lange? Das steht am Ende vom Brief.
remedy-button = Widerspruch einlegen
remedy-undecided = Das Amt hat noch nicht entschieden. Darum gibt es noch keinen Widerspruch.
remedy-not-offered = Hier im Internet geht das nicht. Lesen Sie das Ende vom Brief. Dort steht: So können Sie Nein sagen.
remedy-raised = Sie haben schon Nein gesagt. Auf der Seite vom Antrag sehen Sie: So weit ist das Amt.
remedy-closed = Die Entscheidung ist schon lange her. Hier geht kein Widerspruch mehr. Bitte fragen Sie das Amt.
object-title = Widerspruch einlegen
object-what = Widerspruch heißt: Sie sagen Nein zu der Entscheidung. { $office } muss dann noch einmal prüfen.
object-then = Das Amt prüft alles neu. Vielleicht sagt das Amt wieder Nein. Dann bekommen Sie einen neuen Brief. Danach können Sie zu einem Gericht gehen.
object-cost = Das Amt sagt wieder Nein? Dann kann der Widerspruch Geld kosten.
object-back = Sie können den Widerspruch zurücknehmen. Das geht, bis das Amt entschieden hat.
object-late = Sie können trotzdem Widerspruch einlegen. Aber Sie brauchen einen guten Grund. Zum Beispiel: Sie waren sehr krank. Schreiben Sie den Grund auf. Ist der Grund vorbei? Dann haben Sie noch 2 Wochen Zeit. Das schwere Wort dafür ist: Wieder-Einsetzung. Es steht in diesem Gesetz: §§ 70, 60 Verwaltungs-Gerichts-Ordnung.
object-reasons = Warum finden Sie die Entscheidung falsch?
object-reasons-hint = Sie müssen nichts schreiben. Aber es hilft dem Amt.
object-form = Sie sind hier angemeldet. Darum gilt der Widerspruch auch ohne Unterschrift. Das steht in diesen Gesetzen: § 70 Verwaltungs-Gerichts-Ordnung, § 3a Verwaltungs-Verfahrens-Gesetz.
object-yes = Widerspruch jetzt einlegen
object-no = Nein, keinen Widerspruch
object-raise = Zeigen Sie zuerst, wer Sie sind
object-raise-substantiell = Wir müssen sicher wissen, wer Sie sind. Das war beim Antrag auch so. Danach kommen Sie wieder hierher.
object-raise-hoch = Sie brauchen den Online-Ausweis. Das war beim Antrag auch so. Danach kommen Sie wieder hierher.

# Brief
letter-asks = Das Amt fragt Sie etwas
letter-remedy-here = Sehen Sie auf der Seite vom Antrag nach. Dort steht der letzte Tag.
letter-matter = Zum Antrag
