/* What a program's own SQLite may have that the system's has not. */
#ifndef OWN_H_
#define OWN_H_
#ifdef __cplusplus
extern "C" {
#endif
int own_sqlite3_open_v2(const char*, sqlite3**, int, const char*);
extern int own_opened;
#ifdef __cplusplus
}
#endif
#define sqlite3_open_v2 own_sqlite3_open_v2
#endif
