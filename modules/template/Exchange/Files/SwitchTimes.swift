import Kit

/// The digits that stand behind the milliseconds of PluralKit's switches.
struct SwitchTimes {
  var rests: [Moment: String] = [:]

  init() {}

  /// Reads what `json` wrote; anything else is left out.
  init(_ json: JSON) {
    for (name, value) in json.members {
      guard let at = Int64(name), let rest = value.text, (1...9).contains(rest.utf8.count),
        rest.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { continue }
      rests[Moment(milliseconds: at)] = rest
    }
  }

  /// nil if there are none.
  var json: String? {
    guard !rests.isEmpty else { return nil }
    let lines = rests.sorted { $0.key < $1.key }.map { "\"\($0.key.milliseconds)\":\"\($0.value)\"" }
    return "{\(lines.joined(separator: ","))}"
  }
}
