import Foundation
import Kit

/// A plain text mail (RFC 5322). Headers are made of checked addresses and of words that are encoded, so that
/// nothing that somebody typed can begin a header of its own.
struct Letter {
  let from: MailAddress
  let to: MailAddress
  let subject: String
  let text: String

  func bytes(id: String, now: Moment) -> Data {
    let headers = [
      "From: <\(from.text)>", "To: <\(to.text)>", "Subject: \(Self.encoded(subject))",
      "Date: \(Self.date(now))", "Message-ID: <\(id)@\(from.text.split(separator: "@").last ?? "")>",
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
    ]
    let body = Data(text.replacing("\n", with: "\r\n").utf8)
      .base64EncodedString(options: [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ])
    return Data((headers + ["", body, ""]).joined(separator: "\r\n").utf8)
  }

  /// Words of at most 75 characters (RFC 2047 2), each of whole characters.
  static func encoded(_ text: String) -> String {
    var words: [String] = []
    var word = ""
    for character in text {
      if (word + String(character)).utf8.count > 42 {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    return (words + [word]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
      .joined(separator: "\r\n ")
  }

  private static func date(_ now: Moment) -> String {
    var seconds = time_t(now.milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(days[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
  }
}
