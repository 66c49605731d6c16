-- What deliver made of an approved repetition.
-- params: proposal_id int4, day date, outcome text, note text, run_id int4
insert into ruling (proposal_id, day, outcome, note, run_id)
values ($1, $2, $3, $4, $5)
