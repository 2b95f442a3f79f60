# Arbeit an Aktionsplänen
planning-title = Steuerung
planning-lead = Aktionspläne, ihre Maßnahmen und was daraus wird.
