import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Template

/// Accounts' systems, through their pages.
extension TestSite {
  /// Adds somebody; answers with the address of the form about them.
  func add(_ name: String, _ fields: [String: String] = [:], for person: Person) throws -> String {
    let answer = postAgreeing(
      "/account/system/alters/new", ["name": name].merging(fields) { $1 }, as: person)
    #expect(answer.status == .seeOther)
    let id = try site.app.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM template_alter WHERE account_id = ? ORDER BY position DESC LIMIT 1",
        arguments: [person.id])
    }
    return "/account/system/alters/\(try #require(id))"
  }

  func alters(of person: Person) throws -> [AccountAlter] {
    try site.app.read { db in try AlterListing(account: person.id, onlooker: .owner).fetch(db) }
  }
}

/// What others see of whom a form is about.
func visit(_ form: String) -> String { form.replacing("/account/system", with: "") }
