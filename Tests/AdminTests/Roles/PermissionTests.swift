import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct PermissionTests {
  let site: TestSite
  let ada: Person
  let david: Person

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    david = try site.signUp("david")
  }

  @Test func `a change of the matrix holds from the next request on`() throws {
    #expect(site.get("/admin/audit", as: david).status == .forbidden)

    _ = save(granting: ["member:admin.audit"])
    #expect(site.get("/admin/audit", as: david).status == .ok)

    _ = save(revoking: ["member:admin.audit"])
    #expect(site.get("/admin/audit", as: david).status == .forbidden)
    #expect(
      try acts().suffix(2) == ["permission.grant member:admin.audit", "permission.revoke member:admin.audit"])
  }

  @Test func `a change by another process is seen as well`() throws {
    _ = site.get("/account", as: david)
    let other = try DatabaseQueue(path: site.folder.appending(path: "app.db").path)
    try other.write {
      try $0.execute(
        sql: "UPDATE admin_permission SET granted = 1 WHERE role = 'member' AND key = 'admin.audit'")
    }

    #expect(site.get("/admin/audit", as: david).status == .ok)
  }

  @Test func `what was granted in a write that is rolled back is granted to nobody`() throws {
    let matrix = site.site.admin.authentication.matrix
    let cell = MatrixCell(.member, "admin.audit")
    #expect(throws: CancellationError.self) {
      try site.site.app.write { db in
        _ = try PermissionMatrix.set(cell, granted: true, db)
        let inside = try matrix.grants(of: .member, revision: PermissionMatrix.revision(db), db)
        #expect(inside.allow("admin.audit", in: nil))
        throw CancellationError()
      }
    }
    // The next change takes the number that was given back.
    try site.site.app.write {
      _ = try PermissionMatrix.set(MatrixCell(.moderator, "admin.audit"), granted: true, $0)
    }

    #expect(site.get("/admin/audit", as: david).status == .forbidden)
  }

  @Test func `two people at the same table don't undo each other`() throws {
    let was = try granted()
    _ = save(granting: ["moderator:admin.audit"], was: was)
    _ = save(granting: ["moderator:admin.logs"], was: was)

    let now = try granted()
    #expect(now.isSuperset(of: ["moderator:admin.audit", "moderator:admin.logs"]))
  }

  @Test func `admins can't lock themselves out, and guests can't be let in`() throws {
    let before = try granted()

    _ = save(revoking: ["admin:admin.enter", "admin:admin.permissions", "admin:admin.users"])
    let answer = save(granting: ["guest:admin.enter"])

    #expect(answer.status == .forbidden)
    #expect(try granted() == before)
  }

  @Test func `nobody grants more than they hold`() throws {
    _ = save(granting: ["moderator:admin.permissions"])
    let mona = try site.moderator()

    #expect(save(granting: ["moderator:admin.users"], as: mona).status == .forbidden)
    #expect(save(granting: ["member:admin.permissions"], as: mona).status == .seeOther)
    #expect(save(revoking: ["admin:admin.audit"], as: mona).status == .seeOther)
    #expect(try granted().contains("admin:admin.audit"))
    #expect(try !granted().contains("moderator:admin.users"))
  }

  @Test(arguments: ["member:", "nobody:admin.enter", "member:no.such", ":::", "", "member:admin.enter\u{0}"])
  func `what is no cell changes nothing`(cell: String) throws {
    let before = try granted()
    _ = save(granting: [cell])
    #expect(try granted() == before)
  }

  @Test func `a new key gets its first grants and takes nothing away`() throws {
    _ = save(granting: ["member:admin.audit"])

    try site.site.admin.declare(
      AdminModule.permissions + [Permission("polls.vote", "Vote in polls", .members)])

    let now = try granted()
    #expect(now.isSuperset(of: ["member:polls.vote", "member:admin.audit"]))
    #expect(!now.contains("guest:polls.vote"))
  }

  @Test func `every box says what it stands for`() {
    let page = site.get("/admin/permissions", as: ada)
    #expect(page.text.contains("aria-label=\"Member: Read the audit log\""))
    #expect(page.text.contains("<th scope=\"rowgroup\" colspan=\"5\">Control room</th>"))
  }

  private func save(
    granting: Set<String> = [], revoking: Set<String> = [], was: Set<String>? = nil, as person: Person? = nil
  ) -> Answer {
    let was = was ?? ((try? granted()) ?? [])
    let pairs =
      [("was", was.sorted().joined(separator: " "))]
      + was.union(granting).subtracting(revoking).sorted().map { ("grant", $0) }
    let body = pairs.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&")
    return site.send(
      "POST", "/admin/permissions", as: person ?? ada, headers: ["Origin": "http://localhost:8080"],
      body: body)
  }

  private func granted() throws -> Set<String> {
    try site.site.app.read {
      try String.fetchSet($0, sql: "SELECT role || ':' || key FROM admin_permission WHERE granted")
    }
  }

  private func acts() throws -> [String] {
    try site.site.app.read {
      try String.fetchAll($0, sql: "SELECT act || ' ' || target FROM admin_audit ORDER BY id")
    }
  }
}
