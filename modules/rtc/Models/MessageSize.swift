/// How much of what a message was cooked into is read. Its text is short, but what older sites kept of it may be
/// hundreds of times as long.
enum MessageSize {
  /// A part of a query: as much as `Html(kept:)` needs to see that it is too large, and to show its beginning.
  static func html(of table: String = "rtc_message") -> String {
    "substr(\(table).html, 1, \(Message.largestHtml + 1)) AS html"
  }

  /// What was kept before there was a bound is cut once, so that nobody has to read the rest again. It stays too
  /// large, and is shown so.
  static let shortening = """
    UPDATE rtc_message SET html = substr(html, 1, 40000) WHERE length(html) > 40000;
    """
}
