import Crypto
import Foundation
import Kit

/// What a row's hash is made of. Each form stays as it was, so that old rows can be checked for ever.
struct AuditSeal: Sendable {
  /// 1: without whose account was used. 2: with it, and with the form's number in front.
  static let form = 2

  let form: Int
  let fields: [Data?]

  init(_ id: Int64, _ entry: AuditEntry) {
    form = Self.form
    fields = [
      "\(id)", "\(entry.at.milliseconds)", entry.act, entry.target, entry.before, entry.after,
      entry.actor.map { "\($0)" }, entry.actingAs.map { "\($0)" }, entry.address, entry.requestId,
    ].map { $0.map { Data($0.utf8) } }
  }

  /// `fields` in the order of `init(_:_:)`. nil for a form that this program doesn't know, and for a row
  /// that says more than its form holds.
  init?(form: Int, fields: [Data?]) {
    switch form {
    case 1 where fields[7] == nil: self.fields = Array(fields[..<7] + fields[8...])
    case 2: self.fields = fields
    default: return nil
    }
    self.form = form
  }

  func hash(after previous: Data) -> Data { Data(SHA256.hash(data: previous + canonical)) }

  /// Every field with its length, so that no two rows have the same bytes: `2;2:17,13:1764024000000,-,…`.
  /// Form 1 begins with a length and a colon, so no row of one form has the bytes of another.
  var canonical: Data {
    fields.reduce(into: Data(form == 1 ? "".utf8 : "\(form);".utf8)) { bytes, field in
      guard let field else { return bytes += Data("-,".utf8) }
      bytes += Data("\(field.count):".utf8) + field + Data(",".utf8)
    }
  }
}
