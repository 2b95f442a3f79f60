# Work on action plans
planning-title = Steering
planning-lead = Action plans, their measures and what becomes of them.
