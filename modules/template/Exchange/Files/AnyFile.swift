import Foundation
import Kit

/// Tells whose file it is, and reads it.
enum AnyFile {
  /// Throws `FileFault` with a sentence for whoever brought it. Whatever is later than `now` has not happened.
  static func read(_ bytes: [UInt8], now: Moment = .now) throws -> SystemFile {
    let json: JSON
    do { json = try JSON(utf8(bytes)) } catch { throw fault(error, bytes) }
    guard json.kind == .object else { throw unknown }
    let format = FileFormat.all.first { $0.isIts(json) }
    if format?.app != .rowhouse, let title = ForeignFile.title(of: json) {
      throw FileFault("This is an export of \(title). We don't read these yet; a PluralKit export we do.")
    }
    guard let format else { throw unknown }
    return try format.read(json, now)
  }

  private static let unknown = FileFault(
    "We don't know this kind of file. An export of \(FileFormat.titles) is one.")

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
