import Kit

/// One record of a stranger's file: what should be text may be missing, null, a number or anything else.
struct SourceRecord {
  static let longestId = 200

  let json: JSON

  init?(_ json: JSON) {
    guard json.kind == .object else { return nil }
    self.json = json
  }

  /// A name of this record or of others: an id in quotes, or a number with all of its digits.
  func id(_ name: String, longest: Int = longestId) -> String? {
    json[name].flatMap { Self.id($0, longest: longest) }
  }

  static func id(_ json: JSON, longest: Int = longestId) -> String? {
    switch json.kind {
    case .text: json.text.flatMap { $0.isEmpty || $0.utf8.count > longest ? nil : $0 }
    case .number: json.raw.utf8.count > 30 ? nil : json.raw
    default: nil
    }
  }

  func text(_ name: String, _ remarks: inout Remarks) -> String {
    guard let value = json[name] else { return "" }
    switch value.kind {
    case .text: return value.text ?? ""
    case .number, .bool: return value.raw
    default:
      remarks.note(.dropped, "texts were lists or records instead")
      return ""
    }
  }

  func line(_ name: String, as limit: TextLimit = .name, _ remarks: inout Remarks) -> String {
    SourceText.line(text(name, &remarks), limit, &remarks)
  }

  func body(_ name: String, as limit: TextLimit = .description, _ remarks: inout Remarks) -> String {
    SourceText.body(text(name, &remarks), limit, &remarks)
  }

  func color(_ name: String, _ remarks: inout Remarks) -> String {
    guard let value = json[name], value.text?.isEmpty != true else { return "" }
    guard let color = SourceColor.read(value) else {
      remarks.note(.dropped, "colours that are none")
      return ""
    }
    return color
  }

  /// nil as well for what is no time, which is told.
  func moment(_ name: String, _ remarks: inout Remarks) -> Moment? {
    guard let value = json[name] else { return nil }
    let moment = SourceMoment.read(value)
    if moment == nil { remarks.note(.dropped, "times that could not be read") }
    return moment
  }

  /// Yes and no, as files write them.
  func flag(_ name: String, _ remarks: inout Remarks) -> Bool {
    guard let value = json[name] else { return false }
    switch value.kind == .text ? value.text?.lowercased() ?? "" : value.raw {
    case "true", "yes", "1", "on": return true
    case "false", "no", "0", "off", "": return false
    default:
      remarks.note(.dropped, "words that are neither yes nor no")
      return false
    }
  }

  /// The ids of a list.
  func ids(_ name: String, longest: Int = longestId) -> [String] {
    json[name]?.items.compactMap { Self.id($0, longest: longest) } ?? []
  }
}
