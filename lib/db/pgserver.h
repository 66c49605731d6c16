#ifndef DB_PGSERVER_H
#define DB_PGSERVER_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * The programs of PostgreSQL, run on a data folder that is known by an open
 * descriptor (cluster.h says why).  For cluster.c.
 */

struct err;

struct pgserver {
	int home;    /* the folder of pg.alive */
	int dir;     /* the data folder */
	int log;     /* where the programs write what they have to say */
	pid_t child; /* the server, if this process started it; or 0 */
};

/** pgserver_own(dir, err): as root, give the empty folder to the user that
 * the server will run as. */
int pgserver_own(int dir, struct err *err);

/** pgserver_initdb(server, err): make a cluster in the folder. */
int pgserver_initdb(struct pgserver *server, struct err *err);

/** pgserver_start(server, err): start the server, which goes on when this
 * process ends.  It does not answer yet. */
int pgserver_start(struct pgserver *server, struct err *err);

/** pgserver_alive(server): whether any process serves the folder.  Each holds
 * a lock on pg.alive, which the kernel takes back however it ends. */
bool pgserver_alive(struct pgserver *server);

/** pgserver_stop(server, err): stop it, wait until it is gone. */
int pgserver_stop(struct pgserver *server, struct err *err);

/** pgserver_pause(): wait for 10 milliseconds. */
void pgserver_pause(void);

#endif
