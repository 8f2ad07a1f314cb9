import Components
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateSystems

/// Accounts' systems, through their pages.
extension TestSite {
  /// Adds somebody; answers with the address of the form about them.
  package func add(_ name: String, _ fields: [String: String] = [:], for person: Person) throws -> String {
    let answer = postAgreeing(
      "/account/system/alters/new", ["name": name].merging(fields) { $1 }, as: person)
    guard answer.status == .seeOther else { throw Fault(.internalServerError, answer.text) }
    let id = try site.app.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM template_alter WHERE account_id = ? ORDER BY position DESC LIMIT 1",
        arguments: [person.id])
    }
    guard let id else { throw Fault.notFound }
    return "/account/system/alters/\(id)"
  }

  package func alters(of person: Person) throws -> [AccountAlter] {
    try site.app.read { db in try AlterListing.own(person.id, db) }
  }
}

/// What others see of whom a form is about.
package func visit(_ form: String) -> String { form.replacing("/account/system", with: "") }
