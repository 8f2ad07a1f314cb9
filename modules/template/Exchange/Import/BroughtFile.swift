import Foundation
import Kit
import Zip

/// What somebody brought: a file that says who is in their system, and pictures, if a ZIP archive came with it
/// or is that file itself.
struct BroughtFile {
  let system: SystemFile
  /// Archives with pictures.
  private(set) var archives: [ZipFile] = []

  static let largestText = 64 << 20

  /// Throws `FileFault`.
  init(_ bytes: Data, pictures: Data? = nil, now: Moment = .now) throws {
    if ZipFile.isOne(bytes) {
      let zip = try Self.zip(bytes)
      system = try AnyFile.read(Self.text(in: zip), now: now)
      archives = [zip]
    } else {
      guard bytes.count <= Self.largestText else { throw FileFault("This file is larger than 64 MB.") }
      system = try AnyFile.read([UInt8](bytes), now: now)
    }
    if let pictures { archives.insert(try Self.zip(pictures), at: 0) }
  }

  private static func zip(_ bytes: Data) throws -> ZipFile {
    do { return try ZipFile(bytes) } catch { throw FileFault(error.sentence) }
  }

  private static func text(in zip: ZipFile) throws -> [UInt8] {
    let texts = zip.entries.filter { $0.name.hasSuffix(".json") && !$0.name.hasPrefix("__MACOSX/") }
    guard let entry = texts.first(where: { $0.name == RowhouseFile.name }) ?? texts.first else {
      throw FileFault("There is no file in this ZIP archive that ends in .json.")
    }
    guard texts.count == 1 || entry.name == RowhouseFile.name else {
      throw FileFault("There are several files in this ZIP archive that end in .json. Please bring the one.")
    }
    do { return try zip.read(entry, most: largestText) } catch {
      throw FileFault(error == .large ? "The .json file in it is larger than 64 MB." : error.sentence)
    }
  }
}
