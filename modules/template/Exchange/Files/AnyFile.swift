/// Tells whose file it is, and reads it.
enum AnyFile {
  /// Throws `FileFault` with a sentence for whoever brought it.
  static func read(_ bytes: [UInt8]) throws -> SystemFile {
    let json: JSON
    do { json = try JSON(bytes) } catch { throw fault(error, bytes) }
    guard json.kind == .object else { throw unknown }
    if json.has("rowhouse_system") { return try RowhouseFile.read(json) }
    if json.has("tuppers") { return TupperboxFile.read(json) }
    if json.has("switches") { return try PluralKitFile.read(json) }
    if json.has("openplural_version") {
      throw FileFault("This is an OpenPlural file. We don't read these yet; a PluralKit export we do.")
    }
    if json.has("alters"), json.has("user") {
      throw FileFault("This is an export of Octocon. We don't read these yet; a PluralKit export we do.")
    }
    if simplyPlural.contains(where: json.has) { return SimplyPluralFile.read(json) }
    throw unknown
  }

  private static let simplyPlural = [
    "frontHistory", "frontStatuses", "customFronts", "users", "fronters", "members",
  ]

  private static let unknown = FileFault(
    "We don't know this kind of file. An export of PluralKit, Simply Plural, Tupperbox or Rowhouse is one.")

  private static func fault(_ fault: JSONFault, _ bytes: [UInt8]) -> FileFault {
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return FileFault("This is a ZIP archive. Please unpack it and bring the .json file that is in it.")
    }
    let place = fault.offset > 0 ? " (at byte \(fault.offset))" : ""
    return FileFault("This file \(fault.sentence)\(place). An export is a file that ends in .json.")
  }
}
