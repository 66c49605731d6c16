-- All orders.
-- needs: night/stage
insert into tonight (order_id) select order_id from orders
