import Foundation
import GRDB
import HTTPTypes
import Kit
import Logging

/// The letters that this site writes. Tokens are made when a letter is, so that no database ever holds one
/// in clear.
extension AdminModule {
  static let resetLetter = "admin.letter-reset"
  static let mailLetter = "admin.letter-mail"
  static let movedLetter = "admin.letter-moved"

  var letterJobs: [Job] {
    [
      Job(Self.resetLetter, .enqueued) { address, now in
        try writeResetLetters(to: MailAddress(address), now: now)
      },
      Job(Self.mailLetter, .enqueued) { payload, now in
        guard let (user, address, password) = try Self.addressee(payload) else { return }
        try writeMailLetter(to: address, for: Entrant(user: user, password: password), now: now)
      },
      Job(Self.movedLetter, .enqueued) { payload, now in
        guard let (user, address, _) = try Self.addressee(payload) else { return }
        try writeMovedLetter(to: address, of: user, now: now)
      },
    ]
  }

  /// `5 zoe@example.org`, and where it matters the number of the account's password: `5 zoe@example.org 0`
  private static func addressee(
    _ payload: String
  ) throws -> (user: Int64, address: MailAddress, password: Int64?)? {
    let parts = payload.split(separator: " ")
    guard parts.count >= 2, let user = Int64(parts[0]) else { return nil }
    return (user, try MailAddress(String(parts[1])), parts.count > 2 ? Int64(parts[2]) : nil)
  }

  /// Writes to every account with this address; nothing where there is none.
  private func writeResetLetters(to address: MailAddress, now: Moment) throws {
    for user in try house.read({ db in try User.all(withMail: address, db) }) {
      try post(to: address, subject: "A new password", now: now) { site, db in
        let token = try OneTimeLink.make(.reset, for: user.id, hours: 1, now: now, db)
        return """
          Hello \(user.name),

          somebody, hopefully you, asked for a new password for your account at \(site).
          This link lets you choose one, once, within an hour:

          \(link(.reset, token))

          If it was not you, nothing needs doing: your password stays as it is.
          """
      }
    }
  }

  /// Nothing for what was asked for before the account's lock was changed: that ended all links.
  private func writeMailLetter(to address: MailAddress, for entrant: Entrant, now: Moment) throws {
    let asking = try house.read { db in
      try User.lock(of: entrant.user, db) == entrant.password ?? 0
        ? User.find(entrant.user, db) : nil
    }
    guard let user = asking else { return }
    try post(to: address, subject: "Is this your address?", now: now) { site, db in
      let token = try OneTimeLink.make(.mail, for: user.id, mail: address, hours: 24, now: now, db)
      return """
        Hello,

        \(user.name) at \(site) says that this address is theirs.
        If that is you, confirm it here within a day:

        \(link(.mail, token))

        If it was not you, nothing needs doing: without this, no more mail comes.
        """
    }
  }

  private func writeMovedLetter(to address: MailAddress, of user: Int64, now: Moment) throws {
    guard let user = try house.read({ db in try User.find(user, db) }) else { return }
    try post(to: address, subject: "Your address is gone from an account", now: now) { site, _ in
      """
      Hello,

      \(user.name) at \(site) had this address, and has it no longer.

      If it was not you, sign in and change your password, or write to those who run the site:
      \(house.settings.baseURL)/
      """
    }
  }

  func link(_ purpose: OneTimeLink.Purpose, _ token: String) -> String {
    house.settings.baseURL + purpose.path + token
  }

  /// Sends what `write` makes, unless this address got enough mail from us in the last hour.
  private func post(
    to address: MailAddress, subject: String, now: Moment, write: (_ site: String, Database) throws -> String
  ) throws {
    let settings = try house.site.get()
    guard let relay = try MailRelay(settings), try mayGetMail(address, now: now) else { return }
    let site = settings[.siteName]
    let text = try house.write { db in try write(site, db) }
    try relay.send(
      Letter(from: relay.from, to: address, subject: "\(subject) · \(site)", text: text + "\n"),
      by: house.data, now: now)
  }

  private func mayGetMail(_ address: MailAddress, now: Moment) throws -> Bool {
    do {
      try throttle.admit(Throttle.mail(to: address), now: now)
      return true
    } catch let fault as Fault where fault.status == .tooManyRequests {
      house.log.notice("an address asked for more mail than anybody needs; nothing was sent")
      return false
    }
  }
}
