import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// One rule for whatever people call something: the same in each form of each house.
@Suite struct NamesTests {
  private let test: TestSite
  private let ada: Person

  init() throws {
    test = try TestSite()
    ada = try test.admin()
    _ = test.post("/account/system/alters/new", ["name": "Mira"], as: ada)
    _ = test.post("/forums/manage", ["name": "Kitchen", "description": ""], as: ada)
    _ = test.post("/rtc/rooms/new", ["name": "Hallway", "topic": "", "position": "1"], as: ada)
  }

  /// A form, the field that is tried, and what else it wants.
  struct Field: Sendable, CustomTestStringConvertible {
    let address: String
    let name: String
    let others: [String: String]

    init(_ address: String, _ name: String, _ others: [String: String] = [:]) {
      (self.address, self.name, self.others) = (address, name, others)
    }

    var testDescription: String { "\(address) \(name)" }
  }

  static let lines = [
    Field("/forums/manage", "name"), Field("/forums/manage", "description", ["name": "Garden"]),
    Field("/forums/category/1/edit", "name"),
    Field("/forums/category/1/new", "title", ["text": "Words."]),
    Field("/rtc/rooms/new", "name", ["position": "2"]),
    Field("/rtc/room/1/edit", "topic", ["name": "Hallway", "position": "1"]),
    Field("/admin/roles", "title", ["base": "member"]),
    Field("/admin/roles", "duty", ["base": "member", "title": "Cook"]),
    Field("/account/name", "name"), Field("/account/lists", "title"),
    Field("/account/system/edit", "name"), Field("/account/system/edit", "tag"),
    Field("/account/system/edit", "pronouns"), Field("/account/system/alters/new", "name"),
    Field("/account/system/alters/new", "display_name", ["name": "Bo"]),
    Field("/account/system/alters/new", "pronouns", ["name": "Bo"]),
    Field("/account/system/groups", "name"),
    Field("/account/system/fields", "name"), Field("/account/system/alters/MIRA/tags", "prefix"),
    Field("/account/system/front", "note", ["op": "set", "alter": "MIRA"]),
    Field("/account/system/front/status", "status", ["alter": "MIRA"]),
  ]
  static let texts = [
    Field("/account/system/alters/new", "description", ["name": "Bo"]),
    Field("/account/system/edit", "description"), Field("/admin/users/1/notes", "note"),
    Field("/account/system/groups", "description", ["name": "Old ones"]),
  ]

  @Test(arguments: lines + texts)
  func `what would turn the words around it is refused by its name`(field: Field) {
    let answer = post(field, "bo\u{202E}ard")
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("U+202E (right-to-left override), which stands after “bo”"))
  }

  @Test(arguments: lines)
  func `and so is what nobody knows the meaning of`(field: Field) {
    for (character, words) in [("\u{F8FF}", "U+F8FF ("), ("\u{378}", "U+0378 (")] {
      let answer = post(field, "bo\(character)ard")
      #expect(answer.status == .unprocessableContent && answer.text.contains(words))
    }
  }

  @Test(arguments: lines.filter { $0.name != "prefix" })
  func `marks that keyboards leave at the ends are taken away`(field: Field) {
    let answer = post(field, "\u{FEFF}\u{202A}board\u{202C}\u{200F} ")
    #expect(answer.status != .unprocessableContent, "\(answer.text.suffix(3000))")
  }

  private func post(_ field: Field, _ text: String) -> Answer {
    let mira =
      (try? test.site.app.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM template_alter") }) ?? 0
    let others = field.others.mapValues { $0.replacing("MIRA", with: "\(mira)") }
    return test.post(
      field.address.replacing("MIRA", with: "\(mira)"), others.merging([field.name: text]) { $1 }, as: ada)
  }
}
