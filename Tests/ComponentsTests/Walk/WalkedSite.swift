import Admin
import Foundation
import GRDB
import HTTPTypes
import Kit
import KitTesting
import Templating

@testable import Components
@testable import Forums

/// A site with one of everything that an address may name.
final class WalkedSite {
  static let keeper = Role(rawValue: "keeper")
  /// In the order of a line's words.
  static let roles = Role.builtIn + [keeper]

  let test: TestSite
  /// Whose everything is that is not one's own.
  let ada: Person
  private var readers: [Role: Person] = [:]
  var count = 0

  init() throws {
    test = try TestSite()
    ada = try test.admin()
    _ = try test.keeper(as: ada)
    try furnish()
  }

  /// Category 1 and room 1 are for everybody, 2 are for keepers (and for admins, who could let themselves in),
  /// room 3 is closed.
  private func furnish() throws {
    for name in ["Kitchen", "Cellar"] { _ = test.post("/forums/manage", ["name": name], as: ada) }
    for name in ["Kitchen", "Cellar", "Attic"] {
      _ = test.post("/rtc/rooms/new", ["name": name, "position": "1"], as: ada)
    }
    _ = test.post("/rtc/room/3/edit", ["close": "yes"], as: ada)
    for (key, place) in [("forums.read", Scope("forums.category", 2)), ("rtc.read", Scope("rtc.room", 2))] {
      for role in Role.builtIn where role != .admin {
        test.say("\(role.rawValue):\(key)=no", in: place, as: ada)
      }
    }
    try "one line\n".write(
      to: test.site.settings.logs.appending(path: "web.log"), atomically: true, encoding: .utf8)
  }

  /// The words of a line as they are: for each role a letter, or one for each thing that the address may name.
  func answers(to line: Expectation) throws -> [String] {
    try Self.roles.map { role in
      let pattern = line.route.split(separator: " ").last.map(String.init) ?? ""
      guard pattern.contains(":") else { return try letter(line, role) { _ in pattern } }
      return try Thing.allCases.map { thing in
        try letter(line, role) { try self.address(of: pattern, thing, for: $0) }
      }.joined()
    }
  }

  private func letter(
    _ line: Expectation, _ role: Role, _ address: (Person?) throws -> String?
  ) throws -> String {
    let isReading = line.route.hasPrefix("GET ")
    let person = try isReading ? reader(role) : somebodyNew(role)
    guard let address = try address(person) else { return "-" }
    let answer =
      isReading
      ? test.get(address, as: person)
      : test.send(
        "POST", address, as: person, headers: ["Origin": "http://localhost:8080"], body: line.form)
    return Self.letter(answer)
  }

  /// Reading ends nothing.
  func reader(_ role: Role) throws -> Person? {
    if let known = readers[role] { return known }
    readers[role] = try somebodyNew(role)
    return readers[role]
  }

  /// What is sent may be the end of a session, or more.
  func somebodyNew(_ role: Role) throws -> Person? {
    guard role != .guest else { return nil }
    count += 1
    return try test.signUp("walker\(count)", role: role)
  }

  static func letter(_ answer: Answer) -> String {
    switch answer.status {
    case .seeOther where answer.location.hasPrefix("/sign-in?next="), .unauthorized: "s"
    case .ok, .created, .seeOther: "y"
    case .badRequest, .unprocessableContent: "r"
    case .forbidden: "f"
    case .notFound: "n"
    case .serviceUnavailable: "x"
    default: "\(answer.status.code)"
    }
  }
}
