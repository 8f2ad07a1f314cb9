/// What the authenticator itself says (WebAuthn 6.1): for which site, who was there, how often it has signed,
/// and a new passkey if it made one.
struct AuthenticatorData {
  /// SHA-256 of the site's id.
  let site: [UInt8]
  let counter: UInt32
  let credential: Credential?
  private let flags: UInt8

  struct Credential: Equatable {
    let id: [UInt8]
    /// COSE, as it came.
    let key: [UInt8]
  }

  init(_ bytes: [UInt8]) throws(PasskeyFault) {
    guard bytes.count >= 37 else { throw .malformed }
    site = Array(bytes[..<32])
    flags = bytes[32]
    counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
    var rest = bytes[37...]
    credential = flags & Flag.credential == 0 ? nil : try Self.credential(&rest)
    if flags & Flag.extensions != 0 { rest = try Self.afterMap(rest) }
    guard rest.isEmpty else { throw .malformed }
  }

  /// Throws unless it is of this site, somebody was there, and it knows who.
  func check(site: [UInt8]) throws(PasskeyFault) {
    guard self.site == site else { throw .wrongSite }
    guard flags & Flag.present != 0 else { throw .nobodyThere }
    guard flags & Flag.verified != 0 else { throw .notVerified }
  }

  private enum Flag {
    static let present: UInt8 = 1
    static let verified: UInt8 = 1 << 2
    static let credential: UInt8 = 1 << 6
    static let extensions: UInt8 = 1 << 7
  }

  /// The kind of authenticator in sixteen bytes, which we don't ask for; the id after its length; the key.
  private static func credential(_ rest: inout ArraySlice<UInt8>) throws(PasskeyFault) -> Credential {
    guard rest.count >= 18 else { throw .malformed }
    let length = rest.dropFirst(16).prefix(2).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(18)
    guard (1...1023).contains(length), length <= rest.count else { throw .malformed }
    let id = Array(rest.prefix(length))
    let from = rest.dropFirst(length)
    rest = try afterMap(from)
    return Credential(id: id, key: Array(from.prefix(from.count - rest.count)))
  }

  private static func afterMap(_ bytes: ArraySlice<UInt8>) throws(PasskeyFault) -> ArraySlice<UInt8> {
    var reader = CBORReader(bytes)
    guard case .map = try reader.next() else { throw .malformed }
    return reader.rest
  }
}
