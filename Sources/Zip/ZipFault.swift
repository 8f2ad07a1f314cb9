/// Why a ZIP archive is not read, or an entry of it.
package enum ZipFault: Error, Equatable {
  case noZip, damaged, encrypted, zip64, unknownMethod, names, entries, heavy, bomb
  /// One entry is larger than what is wanted of it.
  case large

  /// For whoever brought it.
  package var sentence: String {
    switch self {
    case .noZip: "This file is not a ZIP archive."
    case .damaged: "This ZIP archive is damaged or ends too early."
    case .encrypted: "This ZIP archive is locked with a password. Please bring one that is not."
    case .zip64: "This ZIP archive is of a kind for very large files (ZIP64), which we don't read."
    case .unknownMethod: "This ZIP archive is packed in a way that we don't read."
    case .names: "This ZIP archive names files outside of itself, so we don't read it."
    case .entries: "This ZIP archive holds more than \(ZipFile.mostEntries) files, which is the most."
    case .heavy: "Unpacked, this ZIP archive would be larger than 512 MB, which is the most."
    case .bomb: "This ZIP archive is packed so tightly that it looks like a trap, so we don't read it."
    case .large: "A file in this ZIP archive is too large."
    }
  }
}
