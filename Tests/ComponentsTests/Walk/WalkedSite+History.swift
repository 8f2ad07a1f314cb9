import GRDB
import KitTesting

/// Switches and spans that addresses name.
extension WalkedSite {
  /// A switch and what it began, which have the same number.
  func time(of person: Person?) throws -> Int64 {
    let id = try insert(
      """
      INSERT INTO template_switch(id, account_id, at, source)
      SELECT 1 + max(ifnull((SELECT max(id) FROM template_switch), 0), ifnull((SELECT max(id) FROM template_span), 0)),
        ?, 1767225600000, 'site' RETURNING id
      """, [person?.id])
    let walker = try person.flatMap(alter)
    return try insert(
      """
      INSERT INTO template_span(id, account_id, alter_id, position, started_at, ended_at, in_switch)
      VALUES (?, ?, ifnull(?, (SELECT min(id) FROM template_alter WHERE account_id IS NULL)), 1, 1767225600000,
        1767229200000, ?) RETURNING id
      """, [id, person?.id, walker, id]) ?? 0
  }

  private func alter(of person: Person) throws -> Int64? {
    count += 1
    return try insert(
      """
      INSERT INTO template_alter(account_id, slug, name, created_at) VALUES (?, ?, 'Walker', 0) RETURNING id
      """, [person.id, "walker\(count)"])
  }
}
