/// Writes one JSON object, member by member.
struct JSONObject {
  private var members: [String] = []

  var isEmpty: Bool { members.isEmpty }
  var text: String { "{\(members.joined(separator: ","))}" }

  /// What is JSON already.
  mutating func add(_ name: String, raw: String) { members.append("\(JSONString.encode(name)):\(raw)") }

  /// Null where there is nothing to say.
  mutating func add(_ name: String, _ text: String?) {
    add(name, raw: text.flatMap { $0.isEmpty ? nil : JSONString.encode($0) } ?? "null")
  }

  mutating func add(_ name: String, _ number: Int64) { add(name, raw: "\(number)") }
  mutating func add(_ name: String, _ number: Int64?) { add(name, raw: number.map { "\($0)" } ?? "null") }
  mutating func add(_ name: String, _ bool: Bool) { add(name, raw: bool ? "true" : "false") }
  mutating func add(_ name: String, list: [String]) { add(name, raw: "[\(list.joined(separator: ","))]") }
}

extension JSON {
  /// What stands under these names, at every depth, and nothing else; nil if that is nothing. Whoever keeps
  /// parts of a stranger's file says which: what was not thought of could be anything, a password too.
  func keeping(_ names: Set<String>) -> String? {
    let text = kept(names)
    return text == "{}" || text == "[]" ? nil : text
  }

  private func kept(_ names: Set<String>) -> String {
    switch kind {
    case .object:
      var object = JSONObject()
      for (name, value) in members where names.contains(name) && value.kind != .null {
        let isMap = value.kind == .object && names.contains("\(name){}")
        object.add(name, raw: isMap ? value.keptMap(names) : value.kept(names))
      }
      return object.text
    case .list: return "[\(items.map { $0.kept(names) }.joined(separator: ","))]"
    default: return raw
    }
  }

  /// Records by the ids of whom they are about.
  private func keptMap(_ names: Set<String>) -> String {
    var object = JSONObject()
    for (name, value) in members where value.kind == .object && name.utf8.count <= 64 {
      object.add(name, raw: value.kept(names))
    }
    return object.text
  }
}
