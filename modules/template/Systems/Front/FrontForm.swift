import Foundation
import Kit
import Templating

/// What somebody typed about a switch: who, when, why.
struct FrontForm {
  let change: FrontChange
  /// Empty: now.
  let time: String
  let note: String
  /// Those that the form named; it may have been opened before the zone was changed.
  let clocks: Zone?
  /// The refused form comes back with what was ticked.
  let ticked: Set<Int64>

  /// `alone`, `add`, `remove`, `earlier` one; `op=replace` one by another; `op=set` those that are ticked;
  /// `op=nobody`.
  init(_ form: Form) throws {
    let ids = form.all("alter").compactMap { Int64($0) }
    (time, ticked) = (form["at"].trimmingCharacters(in: .whitespaces), Set(ids))
    note = PlainText.line(form["note"])
    clocks = Zone(form["zone"])
    change = try Self.change(form, ids)
  }

  private static func change(_ form: Form, _ ticked: [Int64]) throws -> FrontChange {
    let id = { Int64(form[$0]) }
    switch form["op"] {
    case "nobody": return .out
    case "set": return .set(ticked)
    case "replace":
      guard let old = id("leaving"), let new = id("coming") else { break }
      return .replace(old, with: [new])
    default:
      if let one = id("alone") { return .set([one]) }
      if let one = id("add") { return .add([one]) }
      if let one = id("remove") { return .remove([one]) }
      if let one = id("earlier") { return .earlier(one) }
    }
    throw Fault.badRequest("Choose who is fronting.")
  }

  /// When it was; throws a sentence for a time that is none.
  func moment(_ zone: Zone, now: Moment) throws -> Moment {
    guard !time.isEmpty else { return now }
    let clocks = clocks ?? zone
    guard let moment = clocks.moment(time) else {
      throw Refused(field: "at", "There is no such time. It is written like \(clocks.field(now)).")
    }
    return moment
  }
}

extension Switch {
  static func check(note: String) throws {
    if let objection = PlainText.objection(toLine: note, longest: longestNote) {
      throw Refused(field: "note", objection.sentence(about: "A note"))
    }
  }
}

/// A field that can't be taken as it is, in a sentence for whoever typed it.
struct Refused: Error {
  let field: String
  let sentence: String

  init(field: String, _ sentence: String) { (self.field, self.sentence) = (field, sentence) }
}
