import Foundation
import Kit

/// The server that takes our mail, as the settings have it. curl speaks SMTP and TLS for us, in
/// `rowhouse-jobs`, never in a worker.
struct MailRelay: Sendable {
  let host: String
  let port: Int
  let security: String
  let user: String
  let password: String
  let from: MailAddress

  /// Reads the relay from the settings; nil where mail is not set up.
  init?(_ settings: SiteSettings) throws {
    guard !settings[.mailHost].isEmpty, !settings[.mailFrom].isEmpty else { return nil }
    host = settings[.mailHost]
    port = settings.number(.mailPort)
    security = settings[.mailSecurity]
    user = settings[.mailUser]
    password = settings[.mailPassword]
    from = try MailAddress(settings[.mailFrom])
  }

  static func isHost(_ text: String) -> Bool {
    text == "localhost" || MailAddress.isDomain(text[...]) || MailAddress.isLabel(text[...])
  }

  /// Sends one letter, or throws what curl said. The letter lies in a file of ours meanwhile; the credentials
  /// only ever pass through a pipe.
  func send(_ letter: Letter, by folder: URL, now: Moment) throws {
    let id = Token.make().prefix(32)
    let file = folder.appending(path: "letter-\(id)")
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: letter.bytes(id: String(id), now: now),
        attributes: [.posixPermissions: 0o600])
    else { throw MailError(description: "can't write in \(folder.path)") }
    defer { unlink(file.path) }
    try run(configuration(to: letter.to, file: file))
  }

  /// What curl reads from its standard input.
  func configuration(to: MailAddress, file: URL) -> String {
    let scheme = security == "tls" ? "smtps" : "smtp"
    var lines = [
      ("url", "\(scheme)://\(host):\(port)/"), ("proto", "=smtp,smtps"), ("noproxy", "*"),
      ("mail-from", "<\(from.text)>"), ("mail-rcpt", "<\(to.text)>"), ("upload-file", file.path),
      ("connect-timeout", "15"), ("max-time", "60"),
    ]
    if !user.isEmpty { lines.append(("user", "\(user):\(password)")) }
    let words = ["silent", "show-error"] + (security == "none" ? [] : ["ssl-reqd"])
    return (words + lines.map { "\($0) = \(Self.quoted($1))" }).joined(separator: "\n") + "\n"
  }

  /// A value in curl's configuration (curl(1), --config). Settings refuse line ends, but a row of app.db need not
  /// have come by them: one that ended the line would be an option of its own, and name a file to be written.
  private static func quoted(_ value: String) -> String {
    // By bytes: a quotation mark with an accent on it is one to curl.
    let bytes = value.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\r"): Array("\\r".utf8)
      case 0: []
      default: [byte]
      }
    }
    return "\"\(String(decoding: bytes, as: UTF8.self))\""
  }

  private func run(_ configuration: String) throws {
    let (curl, input, errors) = (Process(), Pipe(), Pipe())
    curl.executableURL = URL(filePath: "/usr/bin/curl")
    // --disable first: no .curlrc of anybody is read.
    curl.arguments = ["--disable", "--config", "-"]
    curl.environment = ["LC_ALL": "C"]
    (curl.standardInput, curl.standardOutput, curl.standardError) = (
      input, FileHandle.nullDevice, errors
    )
    try curl.run()
    try input.fileHandleForWriting.write(contentsOf: Data(configuration.utf8))
    try input.fileHandleForWriting.close()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    curl.waitUntilExit()
    guard curl.terminationStatus == 0 else {
      throw MailError(
        description: "curl \(curl.terminationStatus): \(String(decoding: said.prefix(300), as: UTF8.self))")
    }
  }
}

/// Why a letter was not sent, for the operator.
struct MailError: PlainError {
  let description: String
}
