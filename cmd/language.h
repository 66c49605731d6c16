#ifndef CMD_LANGUAGE_H
#define CMD_LANGUAGE_H

/** language_init(): Chinese when LC_ALL, LC_MESSAGES or LANG says zh, English
 * else; translations from beside the program, else from the installation. */
void language_init(void);

#endif
