import Kit

/// One record of a stranger's file: what should be text may be missing, null, a number or anything else.
struct SourceRecord {
  let json: JSON

  init?(_ json: JSON) {
    guard json.kind == .object else { return nil }
    self.json = json
  }

  /// A name of this record or of others: an id in quotes, or a number with all of its digits.
  func id(_ name: String) -> String? { json[name].flatMap(Self.id) }

  static func id(_ json: JSON) -> String? {
    switch json.kind {
    case .text: json.text.flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
    case .number: json.raw.utf8.count > 30 ? nil : json.raw
    default: nil
    }
  }

  private func text(_ name: String, _ remarks: inout Remarks) -> String {
    guard let value = json[name] else { return "" }
    switch value.kind {
    case .text: return value.text ?? ""
    case .number, .bool: return value.raw
    default:
      remarks.note(.dropped, "texts were lists or records instead")
      return ""
    }
  }

  func line(_ name: String, _ remarks: inout Remarks) -> String {
    SourceText.line(text(name, &remarks), &remarks)
  }

  func body(_ name: String, _ remarks: inout Remarks) -> String {
    SourceText.body(text(name, &remarks), &remarks)
  }

  func color(_ name: String, _ remarks: inout Remarks) -> String {
    let text = text(name, &remarks)
    guard !text.isEmpty else { return "" }
    guard let color = SourceText.color(text) else {
      remarks.note(.dropped, "colours that are none")
      return ""
    }
    return color
  }

  func moment(_ name: String) -> Moment? { json[name].flatMap(SourceMoment.read) }

  /// The ids of a list.
  func ids(_ name: String) -> [String] { json[name]?.items.compactMap(Self.id) ?? [] }
}
