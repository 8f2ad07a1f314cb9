import Foundation
import GRDB
import Kit

/// A setting and the value that somebody wants for it, checked.
struct SettingChange {
  let setting: SiteSetting
  let value: String

  /// Throws `Refusal` for what the setting can't be.
  init(_ setting: SiteSetting, typed: String) throws {
    self.setting = setting
    switch setting.kind {
    case .text(let longest): value = try Self.line(PlainText.line(typed), longest)
    // A password of somebody else's machine is what it is, letter by letter.
    case .secret(let longest): value = try Self.line(typed.trimmingCharacters(in: .whitespaces), longest)
    case .page(let longest): value = try Self.text(typed, longest)
    case .number(let range): value = try Self.number(typed, range)
    case .choice(let choices):
      guard choices.contains(where: { $0.value == typed }) else {
        throw Refusal("\(setting.title): choose one of those that are there.")
      }
      value = typed
    }
    try setting.check(value)
  }

  /// The value that is stored already.
  init(_ setting: SiteSetting, stored: String) {
    self.setting = setting
    value = stored
  }

  private static func line(_ line: String, _ longest: Int) throws -> String {
    try Refusal.throwing(PlainText.objection(toLine: line, longest: longest), about: "This")
    return line
  }

  private static func text(_ typed: String, _ longest: Int) throws -> String {
    let text = PlainText.text(typed)
    try Refusal.throwing(PlainText.objection(toText: text, longest: longest), about: "This")
    return text
  }

  private static func number(_ typed: String, _ range: ClosedRange<Int>) throws -> String {
    guard let number = Int(typed.trimmingCharacters(in: .whitespaces)), range.contains(number) else {
      throw Refusal("This is a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return String(number)
  }

  /// Stores the value.
  func store(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO setting (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, arguments: [setting.name, value])
  }

  /// The value for the audit log: never a secret, and of a long text its beginning.
  func recorded(_ value: String) -> String {
    if case .secret = setting.kind { return value.isEmpty ? "" : "(kept secret)" }
    return value.count <= 200 ? value : "\(value.prefix(200))… (\(value.count) characters)"
  }
}

extension SiteSetting {
  /// The whole value, pages included.
  func value(_ db: Database) throws -> String {
    try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) ?? standard
  }

  /// What only this one setting asks for.
  fileprivate func check(_ value: String) throws {
    switch name {
    case SiteSetting.siteName.name, SiteSetting.siteNoun.name, SiteSetting.siteNouns.name:
      guard !value.isEmpty else { throw Refusal("This can't be empty.") }
    case SiteSetting.mailHost.name:
      guard value.isEmpty || MailRelay.isHost(value) else {
        throw Refusal("This must look like mail.example.org.")
      }
    case SiteSetting.mailFrom.name: _ = try value.isEmpty ? nil : MailAddress(value)
    case SiteSetting.mailUser.name:
      guard !value.contains(":") else { throw Refusal("A user's name has no colon.") }
    default: break
    }
  }
}
