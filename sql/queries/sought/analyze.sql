-- So that the planner knows how much is sought.
-- needs: sought/stage
analyze sought
