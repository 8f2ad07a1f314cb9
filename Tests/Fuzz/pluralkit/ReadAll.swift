import Kit

/// What a stranger's file goes through. Whatever comes out fits the tables, and holds nothing public that was not
/// said to be.
public func readAll(_ bytes: [UInt8]) {
  guard let file = try? AnyFile.read(bytes) else { return }
  let alters = Set(file.alters.map(\.key))
  precondition(alters.count == file.alters.count)
  for alter in file.alters {
    precondition(
      [alter.name, alter.displayName, alter.pronouns].allSatisfy { PlainText.isLine($0, longest: 100) })
    precondition(PlainText.isText(alter.description, longest: 10_000))
  }
  for group in file.groups {
    precondition(PlainText.isLine(group.name, longest: 100) && PlainText.isLine(group.emoji, longest: 8))
    precondition(PlainText.isText(group.description, longest: 10_000))
  }
  for span in file.spans {
    precondition(alters.contains(span.member) && span.end ?? span.start >= span.start)
  }
  precondition(
    Set(file.spans.filter { $0.end == nil }.map(\.member)).count == file.spans.count { $0.end == nil }
      || file.app == .rowhouse)
  for group in file.groups {
    precondition(group.members.allSatisfy(alters.contains) && group.key != group.parent)
  }
  for kept in file.kept { precondition((try? JSON(Array(kept.text(asSaid: true).utf8))) != nil) }
  let isOpen =
    file.alters.contains { $0.visibility != .nobody } || file.groups.contains { $0.visibility != .nobody }
  precondition(
    !isOpen || String(decoding: bytes, as: UTF8.self).contains("p") || bytes.contains(UInt8(ascii: "\\")))
}
