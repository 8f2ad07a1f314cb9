extension Settings {
  /// What a cookie of the door is called. Over TLS a prefix binds it to this host and keeps subdomains from setting
  /// it (RFC 6265bis 4.1.3). Cookies know no ports, though (RFC 6265 8.5): two sites on one machine would sign each
  /// other out, so a port of its own stands in the name.
  public func cookieName(_ word: String) -> String {
    (isSecure ? "__Host-\(word)" : word) + (ownPort.map { "-\($0)" } ?? "")
  }
}
