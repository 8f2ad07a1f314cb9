import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

/// Somebody who holds a single key, and somebody who holds all but one, send every form of the control room.
/// Whatever leads to an account that holds more than they do must be as it was, and they hold no more.
@Suite struct RightsWalkTests {
  let site: TestSite
  let ada: Person
  let steward: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    steward = try site.person("steward", holding: site.keys(), as: ada)
    _ = try site.addApp(to: steward)
    _ = site.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    _ = site.post("/admin/second-factors", ["role": "steward"], as: ada)
    for (setting, value) in [
      ("mail.host", "mail.example.org"), ("mail.from", "us@example.org"), ("mail.password", "sesame"),
      ("sign-up.mode", "closed"), ("speaking.handle", "hidden"),
    ] {
      try site.set(setting, value)
    }
  }

  @Test func `one key leads to nothing that it does not say`() throws {
    for (number, key) in try site.keys().enumerated() { try walk([key], number, "with \(key) alone") }
  }

  @Test func `all keys but one lead to nobody who holds them all`() throws {
    let all = try site.keys()
    for (number, key) in all.enumerated() { try walk(all, but: key, number, "without \(key)") }
  }

  private func walk(_ keys: [String], but missing: String? = nil, _ number: Int, _ words: String) throws {
    let name = "walker\(number)"
    let walker = try site.person(name, holding: keys, as: ada)
    try site.revoke([missing].compactMap(\.self), from: name)
    let (held, forms) = (try rights(of: name), try forms(own: name))
    var before = try state()
    for route in site.site.admin.routes where route.method == .post && route.pattern.hasPrefix("/admin/") {
      for path in paths(route.pattern, own: name) {
        for form in forms where form.hasPrefix("section=") == (route.pattern == "/admin/settings") {
          _ = site.send(
            "POST", path, as: walker, headers: ["Origin": site.site.settings.baseURL], body: form)
        }
        let after = try state()
        #expect(after == before, "\(words): POST \(path)")
        before = after
      }
    }
    #expect(try rights(of: name).subtracting(held).isEmpty, "\(words): more rights than before")
  }

  private func paths(_ pattern: String, own: String) -> [String] {
    guard pattern.contains(":") else { return [pattern] }
    let kind = pattern.replacing(":kind", with: "forums.category")
    if kind.contains("/permissions/") { return [kind.replacing(":id", with: "1")] }
    return [String(ada.id), String(steward.id), "admin", "steward", own].compactMap { word in
      let isNumber = Int64(word) != nil
      guard pattern.contains(":id") == isNumber else { return nil }
      return pattern.replacing(":id", with: word).replacing(":name", with: word)
    }
  }

  private func forms(own: String) throws -> [String] {
    let keys = try site.keys()
    let grants = keys.map { "grant=\(own):\($0)" }
    let cells = keys.flatMap { ["cell=\(own):\($0)%3Dyes", "cell=steward:\($0)%3Dno"] }
    let was = "was=" + keys.flatMap { ["admin:\($0)", "steward:\($0)"] }.joined(separator: "+")
    let rest = "title=Taken&base=moderator&to=member&suspend-reason=x&silence-reason=x&note=x&answer=accept"
    let single =
      ["admin.users", "admin.settings", "forums.vote", "template.manage"].map { "grant=\(own):\($0)" }
      + ["\(own):forums.moderate%3Dyes", "\(own):forums.vote%3Dyes", "steward:forums.read%3Dno"].map {
        "cell=\($0)"
      }
    return single + [
      "role=admin&\(rest)", "role=steward&\(rest)", (grants + [was]).joined(separator: "&"), was,
      cells.joined(separator: "&"),
      "section=mail&mail.host=evil.example&mail.port=25&mail.user=me&mail.from=me@evil.example",
      "section=mail&mail.security=none", "section=accounts&sign-up.mode=open",
      "section=accounts&session.idle-days=365&session.absolute-days=730",
      "section=site&site.name=Kept&speaking.handle=shown",
    ]
  }

  /// What holds for, and leads to, the two accounts that hold more.
  private func state() throws -> [String] {
    let whose = "(\(ada.id), \(steward.id))"
    let roles = "('admin', 'steward')"
    let questions = [
      "SELECT id, name, role, password, passwords, mail FROM admin_user WHERE id IN \(whose) OR role IN \(roles)",
      "SELECT id, user_id FROM admin_session WHERE user_id IN \(whose)",
      "SELECT user_id, hex(secret) FROM admin_app", "SELECT user_id, hex(code) FROM admin_recovery_code",
      "SELECT user_id, purpose FROM admin_link WHERE user_id IN \(whose)",
      "SELECT user_id, kind FROM admin_sanction WHERE user_id IN \(whose)",
      "SELECT user_id FROM admin_acting WHERE user_id IN \(whose)",
      "SELECT name, title, base FROM admin_role WHERE name IN \(roles)",
      "SELECT role, key, granted FROM admin_permission WHERE role IN \(roles) ORDER BY role, key",
      "SELECT place, role, key, granted FROM admin_exception WHERE role IN \(roles)",
      "SELECT role FROM admin_factor_duty WHERE role IN \(roles)",
      "SELECT name, value FROM setting WHERE name GLOB 'mail.*' OR name GLOB 'session.*' OR name IN "
        + "('sign-up.mode', 'speaking.handle') ORDER BY name",
    ]
    return try site.site.app.read { db in
      try questions.flatMap { try Row.fetchAll(db, sql: $0).map(\.description) }
    }
  }

  private func rights(of role: String) throws -> Set<String> {
    try site.site.app.read { db in
      try String.fetchSet(
        db,
        sql: """
          SELECT key FROM admin_permission WHERE role = :role AND granted
          UNION ALL SELECT key || ' in ' || place FROM admin_exception WHERE role = :role AND granted
            AND key NOT IN (SELECT key FROM admin_permission WHERE role = :role AND granted)
          """, arguments: ["role": role])
    }
  }
}
