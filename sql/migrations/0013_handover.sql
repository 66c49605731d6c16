-- To whom a batch was encrypted: SHA-256 of the certificate; null: in clear.
alter table delivery_written add column recipient bytea
	check (length(recipient) = 32);
