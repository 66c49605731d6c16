-- Takes from everybody what PostgreSQL gives to everybody; role/grant gives
-- it back to the roles of a book.
do $$
begin
	revoke all on database yifen from public;
	revoke all on schema public from public;
end $$
