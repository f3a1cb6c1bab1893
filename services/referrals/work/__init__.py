"""Work: quotas, vacancies and candidates, trainings, placements, credit, and the seal of employers."""
