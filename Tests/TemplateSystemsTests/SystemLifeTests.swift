import Components
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import TemplateTesting
import Testing

@testable import TemplateSystems

/// Alters come, move, go away, come back, and go.
@Suite struct SystemLifeTests {
  private let site: TestSite
  private let david: Person
  private let eve: Person

  init() throws {
    site = try TestSite()
    (david, eve) = (try site.signUp("david"), try site.signUp("eve"))
  }

  @Test func `archived ones leave and come back, deleted ones do not`() throws {
    let form = try site.add("Mira", ["visibility": "public"], for: david)
    _ = site.postAgreeing("/account/system/edit", ["visibility": "public"], as: david)
    #expect(site.post("\(form)/archive", as: david).status == .seeOther)
    #expect(site.get(visit(form)).status == .notFound)
    #expect(!site.get("/systems/\(david.id)").text.contains("Mira"))
    #expect(!site.get("/account/system", as: david).text.contains(">Mira<"))
    #expect(site.get("/account/system?show=archived", as: david).text.contains(">Mira<"))
    #expect(site.post("\(form)/restore", as: david).status == .seeOther)
    #expect(site.get(visit(form)).status == .ok)
    #expect(site.get("\(form)/delete", as: david).text.contains("Delete for good"))
    #expect(site.get(visit(form)).status == .ok, "asking deletes nothing")
    #expect(site.post("\(form)/delete", as: david).status == .seeOther)
    #expect(site.get(form, as: david).status == .notFound && site.get(visit(form)).status == .notFound)
  }

  @Test func `who is archived or deleted leaves the front, and the others stay in it`() throws {
    let forms = try ["Mira", "Noor", "Pax"].map { try site.add($0, for: david) }
    func fronting() throws -> [String] {
      try site.site.app.read { try Front.current(of: david.id, $0).fronters.map(\.alter.name) }
    }
    try site.site.app.write { db in
      let all = try AlterListing(account: david.id, onlooker: .owner).fetch(db).map {
        Switch.Fronter(alter: $0.id)
      }
      _ = try Switch.set(all, of: david.id, .site, actor: david.id, at: .now, db)
    }
    _ = site.post("\(forms[0])/archive", as: david)
    #expect(try fronting() == ["Noor", "Pax"])
    _ = site.post("\(forms[1])/delete", as: david)
    #expect(try fronting() == ["Pax"])
    _ = site.post("\(forms[0])/restore", as: david)
    #expect(try fronting() == ["Pax"], "coming back is no switch")
  }

  @Test func `two may have one name, and each is found by it`() throws {
    for name in ["Léa (host)", "Léa (host)", "灯", "灯", "Mira"] { _ = try site.add(name, for: david) }
    _ = try site.add("Léa (host)", for: eve)
    let slugs = try site.site.app.read { db in
      try String.fetchAll(
        db, sql: "SELECT slug FROM template_alter WHERE account_id = ? ORDER BY position",
        arguments: [david.id])
    }
    #expect(slugs == ["lea-host", "lea-host-2", "alter", "alter-2", "mira"])
    let found = site.get("/account/system?q=l%C3%A9a", as: david).text
    #expect(found.contains("2 found.") && !found.contains(">Mira<"))
    #expect(site.get("/account/system?q=%25", as: david).text.contains("Nobody is called that here."))
  }

  @Test func `an order is made step by step or by number`() throws {
    let forms = try ["A", "B", "C"].map { try site.add($0, for: david) }
    func order() throws -> String { try site.alters(of: david).map(\.name).joined() }
    _ = site.post("\(forms[2])/move", ["to": "1"], as: david)
    #expect(try order() == "CAB")
    _ = site.post("\(forms[0])/move", ["to": "down"], as: david)
    #expect(try order() == "CBA")
    _ = site.post("\(forms[1])/move", ["to": "up"], as: david)
    #expect(try order() == "BCA")
    #expect(site.post("\(forms[1])/move", ["to": "x"], as: david).status == .unprocessableContent)
  }
}
