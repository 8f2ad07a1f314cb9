import HTTPTypes
import Kit

/// A page's ETag is a hash of its bytes, so it tells nothing that the page doesn't, and equal pages have
/// equal tags whatever happened between them.
enum EntityTag {
  /// Adds the tag and how long a page may be kept; answers 304 if the browser has it already.
  /// `isCleared`: browsers throw away what they kept of the site when somebody signs out.
  static func apply(to response: Response, for request: Request, isCleared: Bool) -> Response {
    guard response.header(.cacheControl) == nil else { return response }
    guard request.method == .get || request.method == .head else { return unkept(response) }
    guard response.status == .ok, case .bytes(let bytes) = response.content else { return response }
    let tag = "\"\(String(hash(bytes), radix: 36))\""
    var tagged = response
    tagged.headers += [
      (.eTag, tag), (.cacheControl, keeping(response, request, isCleared)), (.vary, "Cookie"),
    ]
    if request.header(.ifNoneMatch)?.contains(tag) == true {
      tagged.status = .notModified
      tagged.content = .none
    }
    return tagged
  }

  /// What answers a form is for the one who sent it, at that moment.
  private static func unkept(_ response: Response) -> Response {
    if case .none = response.content { return response }
    return response.with(.cacheControl, "no-store")
  }

  /// Who may keep it, and for how long. A page that sets a cookie (a flash shown once) is nobody else's; what
  /// is about somebody's account, or for the control room alone, no browser keeps for whoever sits there next.
  private static func keeping(_ response: Response, _ request: Request, _ isCleared: Bool) -> String {
    if response.header(.setCookie) != nil || request.isPersonal && !isCleared || isPersonal(request.path) {
      return "no-store"
    }
    return request.viewer.isGuest ? "public, max-age=1" : "private, no-cache"
  }

  private static func isPersonal(_ path: String) -> Bool {
    ["/account", "/admin"].contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  /// Eight bytes a step by multiplication and rotation (as in wyhash); no defence against collisions made
  /// on purpose, which would only deceive their maker.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      var other = hash
      while offset + 32 <= buffer.count {  // two chains at once: neither waits for the other
        hash = mix(hash, word(buffer, offset) ^ word(buffer, offset + 8) &* 3)
        other = mix(other, word(buffer, offset + 16) ^ word(buffer, offset + 24) &* 3)
        offset += 32
      }
      hash ^= other &* 5
      while offset + 8 <= buffer.count {
        hash = mix(hash, word(buffer, offset))
        offset += 8
      }
      while offset < buffer.count {
        hash = mix(hash, UInt64(buffer[offset]))
        offset += 1
      }
    }
    return mix(hash, 0x2545_F491_4F6C_DD1D)
  }

  private static func word(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let (high, low) = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low &+ (hash << 5 | hash >> 59)
  }
}
