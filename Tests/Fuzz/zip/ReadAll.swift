import Foundation

/// What a stranger sends as a ZIP archive: every entry whole and as large as it says, or refused.
public func readAll(_ bytes: [UInt8]) {
  guard let zip = try? ZipFile(Data(bytes)) else { return }
  precondition(zip.entries.count <= ZipFile.mostEntries)
  for entry in zip.entries.prefix(20) {
    precondition(!entry.name.hasPrefix("/") && !entry.name.split(separator: "/").contains(".."))
    if let content = try? zip.read(entry, most: 1 << 20) { precondition(content.count == entry.size) }
  }
}
