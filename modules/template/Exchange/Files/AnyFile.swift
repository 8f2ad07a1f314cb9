import Foundation
import Kit

/// Tells whose file it is, and reads it.
enum AnyFile {
  /// Throws `FileFault` with a sentence for whoever brought it. Whatever is later than `now` has not happened.
  static func read(_ bytes: [UInt8], now: Moment = .now) throws -> SystemFile {
    let json: JSON
    do { json = try JSON(utf8(bytes)) } catch { throw fault(error, bytes) }
    guard json.kind == .object else { throw unknown }
    if json.has("rowhouse_system") { return try RowhouseFile.read(json, now: now) }
    if let title = ForeignFile.title(of: json) {
      throw FileFault("This is an export of \(title). We don't read these yet; a PluralKit export we do.")
    }
    if json.has("tuppers") { return TupperboxFile.read(json) }
    if json.has("switches") || isPluralKit(json) { return try PluralKitFile.read(json, now: now) }
    if isSimplyPlural(json) { return SimplyPluralFile.read(json, now: now) }
    throw unknown
  }

  /// One without a history.
  private static func isPluralKit(_ json: JSON) -> Bool {
    json["members"]?.items.first?.has("proxy_tags") ?? false
  }

  /// Collections that only it has, or documents of its database.
  private static func isSimplyPlural(_ json: JSON) -> Bool {
    ["frontHistory", "frontStatuses", "customFronts", "customFields", "fronters"].contains(where: json.has)
      || ["members", "users"].contains { name in
        json[name]?.members.isEmpty == false || json[name]?.items.first?.has("_id") == true
      }
  }

  private static let unknown = FileFault(
    "We don't know this kind of file. An export of PluralKit, Simply Plural, Tupperbox or Rowhouse is one.")

  /// Some editors write two bytes for each character.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]),
      let text = String(bytes: bytes, encoding: .utf16)
    else { return bytes }
    return Array(text.utf8)
  }

  private static func fault(_ fault: JSONFault, _ bytes: [UInt8]) -> FileFault {
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return FileFault("This is a ZIP archive. Please unpack it and bring the .json file that is in it.")
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      return FileFault("This is packed with gzip. Please unpack it and bring the .json file that is in it.")
    }
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
      return FileFault("This is a web page, not the export itself. An export is a file that ends in .json.")
    }
    let place = fault.offset > 0 ? " (at byte \(fault.offset))" : ""
    return FileFault("This file \(fault.sentence)\(place). An export is a file that ends in .json.")
  }
}
