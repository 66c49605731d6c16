#ifndef DB_CLUSTER_H
#define DB_CLUSTER_H

#include <stdbool.h>

/*
 * The private PostgreSQL of one YIFEN_HOME: its data are YIFEN_HOME/pg, its
 * socket lies there too, it listens to nothing else.  It runs while somebody
 * uses it: the first command starts it, the last one stops it.
 *
 * Who may reach the socket (the folder is 0700) may work as any role; PGUSER
 * is a choice, not a proof.  Its superuser is "postgres", its database
 * "yifen".  Started by root, the server runs as the owner of pg/: "postgres",
 * else "nobody".  The folders above pg/ need not be open to that user, and
 * may have a long path: server and clients reach pg/ through an open
 * descriptor (/proc/self/fd/N).
 *
 * Who uses it holds YIFEN_HOME/pg.lock shared; starting and stopping hold it
 * exclusively.  A command that is killed leaves the server to the next one.
 *
 * The programs of PostgreSQL are looked for in YIFEN_PGBIN (environment), in
 * PGBIN (the Makefile's), and in PATH.
 */

#define CLUSTER_SUPERUSER "postgres"

struct cluster;
struct err;

/** cluster_init(home, made, err): make ${home}, its cluster and database, as
 * far as they are not there; ${made} says whether the cluster is new. */
int cluster_init(const char *home, bool *made, struct err *err);

/** cluster_exists(home): whether ${home} has a cluster. */
bool cluster_exists(const char *home);

/** cluster_hold(home, cluster, err): use the cluster, started if need be.
 * ERR_CONFIG (there is none), ERR_CONNECT (it does not start). */
int cluster_hold(const char *home, struct cluster **cluster, struct err *err);

/** cluster_conninfo(cluster): for db_open(), valid as long as ${cluster}; it
 * names no role. */
const char *cluster_conninfo(const struct cluster *cluster);

/** cluster_release(cluster): after db_close(); the last one stops the server.
 * NULL is nothing. */
void cluster_release(struct cluster *cluster);

/** cluster_stop(home, stopped, err): stop a server that a killed command left
 * running.  ERR_LOCKED if others use it. */
int cluster_stop(const char *home, bool *stopped, struct err *err);

#endif
