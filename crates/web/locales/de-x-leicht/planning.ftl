# Arbeit an Aktionsplänen
planning-title = Pläne
planning-lead = Hier arbeiten Sie an den Plänen vom Land.
