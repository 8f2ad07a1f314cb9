import Foundation
import Kit
import Zip

/// A ZIP archive as somebody brings it.
package enum SampleArchive {
  package static func zip(_ files: [(String, [UInt8])], text: (String, String)? = nil) throws -> Data {
    let written = Written()
    var zip = ZipWriter(at: Moment(milliseconds: 1_700_000_000_000)) { written.bytes += $0 }
    if let text { try zip.add(text.0) { put in try put(Array(text.1.utf8)) } }
    for file in files { try zip.add(file.0, asItIs: file.1) }
    try zip.finish()
    return Data(written.bytes)
  }

  private final class Written { var bytes: [UInt8] = [] }
}
