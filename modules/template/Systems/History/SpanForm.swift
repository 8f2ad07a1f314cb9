import Foundation
import Kit
import Templating

extension Sight {
  /// Of a time that somebody fronted, as fields show it.
  static func times(_ from: String, _ to: String) -> Sight {
    Sight([.init("From", from, field: "from"), .init("Until", to, field: "to")])
  }
}

/// The times of a span as somebody typed them.
struct SpanForm {
  let from: String
  let to: String
  let choice: Placement.Choice?
  /// The clocks that the form named; it may have been opened before the zone was changed.
  let clocks: Zone?
  /// The mark of what it showed.
  let saw: String?

  init(_ form: Form) {
    from = form["from"].trimmingCharacters(in: .whitespaces)
    to = form["to"].trimmingCharacters(in: .whitespaces)
    choice = Placement.Choice(rawValue: form["choice"])
    clocks = Zone(form["zone"])
    saw = form.has(Sight.field) ? form[Sight.field] : nil
  }

  /// As a span is now.
  init(_ span: Span, _ zone: Zone) {
    (from, to, choice) = (zone.field(span.startedAt), span.endedAt.map(zone.field) ?? "", nil)
    clocks = zone
    saw = Sight.times(from, to).mark
  }

  static let empty = SpanForm()
  private init() { (from, to, choice, clocks, saw) = ("", "", nil, nil, nil) }

  /// What the page in between asks nobody for again.
  func passedOn(_ zone: Zone) -> [(String, String)] {
    [("from", from), ("to", to), ("zone", zone.name)] + (saw.map { [(Sight.field, $0)] } ?? [])
  }

  /// A field shows minutes: what nobody touched keeps its seconds.
  func placement(correcting span: Span, of account: Int64?, _ zone: Zone) throws -> Placement {
    let old = SpanForm(span, zone)
    return Placement(
      account: account, alter: span.alterId,
      from: from == old.from ? span.startedAt : try Self.moment(from, "from", zone),
      to: to == old.to ? span.endedAt : to.isEmpty ? nil : try Self.moment(to, "to", zone), corrected: span)
  }

  func placement(of alter: Int64, of account: Int64?, _ zone: Zone) throws -> Placement {
    Placement(
      account: account, alter: alter, from: try Self.moment(from, "from", zone),
      to: try Self.moment(to, "to", zone), corrected: nil)
  }

  static func moment(_ text: String, _ field: String, _ zone: Zone) throws -> Moment {
    guard let moment = zone.moment(text) else {
      throw Refused(
        field: field, "There is no such time by the clocks of \(zone.words). Write it like 2026-11-23T08:00.")
    }
    return moment
  }

  /// The two fields, with what was wrong with one of them.
  func fields(_ zone: Zone, _ refused: Refused?, canBeOpen: Bool) -> [Value] {
    [
      Self.field("from", "From", from, "By the clocks of \(zone.words).", refused, isRequired: true),
      Self.field(
        "to", "Until", to, canBeOpen ? "Empty: fronting still." : nil, refused, isRequired: !canBeOpen),
    ]
  }

  static func field(
    _ name: String, _ label: String, _ text: String, _ hint: String?, _ refused: Refused?,
    isRequired: Bool, type: String = "datetime-local"
  ) -> Value {
    [
      "name": name, "label": label, "type": type, "value": text, "hint": hint, "required": isRequired,
      "autocomplete": "off", "error": refused?.field == name ? refused?.sentence : nil,
    ]
  }
}
