-- So that the planner knows how many orders are read.
-- needs: night/stage
analyze tonight
