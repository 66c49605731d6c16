-- What two people accepted of heads that signed what is no longer in the book:
-- heads after one up to another (the SHA-256 of that one's bytes), and the
-- event with which the book ended then, if it is still there.
-- columns: proposal_id int4, from_head int4, to_head int4, to_digest text,
--	seq int8, hash text, proposer text, approver text, day text, reason text
select g.proposal_id, g.from_head, g.to_head, encode(g.to_digest, 'hex'),
	g.seq, encode(g.hash, 'hex'), translate(p.actor, E'\r\n', '  '),
	translate(d.actor, E'\r\n', '  '), d.day::text,
	translate(p.reason, E'\r\n', '  ')
from audit_gap g
join proposal p using (proposal_id)
join decision d using (proposal_id)
join audit_event e on e.seq = g.seq and e.hash = g.hash
where p.verb = 'accept-gap' and d.verdict = 'approved'
order by g.proposal_id
