#include "tests/runtime/catalog.h"

namespace instar {

std::string CatalogOf(Database& db) {
  const std::string tables =
      "(SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE "
      "'instar%') m";
  return db.Ask(
             "SELECT m.name, upper(t.name), upper(t.type), t.\"notnull\", t.dflt_value, t.pk, t.hidden "
             "FROM " +
             tables + ", pragma_table_xinfo(m.name) t ORDER BY 1, 2") +
         "\n" +
         db.Ask(
             "SELECT m.name, i.\"unique\", i.origin, i.partial, group_concat(coalesce(c.name, '?') || "
             "c.\"desc\" || "
             "c.coll) FROM " +
             tables +
             ", pragma_index_list(m.name) i, pragma_index_xinfo(i.name) c WHERE c.key GROUP BY m.name, "
             "i.name ORDER "
             "BY 1, 2, 3, 4, 5") +
         "\n" +
         db.Ask(
             "SELECT m.name, f.seq, f.\"table\", f.\"from\", coalesce(f.\"to\", '-'), f.on_update, "
             "f.on_delete FROM " +
             tables + ", pragma_foreign_key_list(m.name) f ORDER BY 1, 2, 3, 4, 5") +
         "\n" +
         db.Ask(
             "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE 'instar%' "
             "ORDER BY "
             "1, 2") +
         "\n" +
         db.Ask("SELECT m.name, l.wr, l.strict FROM " + tables + ", pragma_table_list(m.name) l ORDER BY 1");
}

}  // namespace instar
