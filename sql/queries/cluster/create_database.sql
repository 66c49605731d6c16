-- Makes the database of the private cluster.
create database yifen
