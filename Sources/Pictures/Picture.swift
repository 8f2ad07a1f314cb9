/// A picture that somebody sent, read with care: what it is, how large, and its bytes without anything that
/// is not the picture itself. No place, camera, comment or thumbnail comes through, nothing that hangs on
/// behind, and nothing that moves.
package struct Picture: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case png, jpeg, webp

    package var mediaType: String { "image/\(rawValue)" }
    package var title: String {
      switch self {
      case .png: "PNG"
      case .jpeg: "JPEG"
      case .webp: "WebP"
      }
    }
  }

  /// On either side, in pixels: what is larger fills a reader's memory.
  package static let largest = 4096
  /// In bytes.
  package static let heaviest = 1_000_000

  package let kind: Kind
  package let width: Int
  package let height: Int
  package let bytes: [UInt8]

  /// Its content says what it is, whatever it is called.
  package init(_ sent: [UInt8]) throws(PictureProblem) {
    guard sent.count <= Self.heaviest else { throw .heavy }
    switch FileSignature(sent) {
    case .picture(.png): self = try PNGPicture.read(sent)
    case .picture(.jpeg): self = try JPEGPicture.read(sent)
    case .picture(.webp): self = try WebPPicture.read(sent)
    case .known(let name): throw .other(name)
    case .unknown: throw .other(nil)
    }
  }

  package init(_ kind: Kind, width: Int, height: Int, bytes: [UInt8]) throws(PictureProblem) {
    guard width > 0, height > 0 else { throw .damaged(kind) }
    guard width <= Self.largest, height <= Self.largest else { throw .large(width, height) }
    (self.kind, self.width, self.height, self.bytes) = (kind, width, height, bytes)
  }
}
