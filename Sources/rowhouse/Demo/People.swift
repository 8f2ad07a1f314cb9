import Admin
import Components
import Forums
import Kit
import RTC

/// Who lives in a sample community. Some are one person, some are several who share an account.
struct Resident {
  let account: Int64
  let handle: String
  let voices: [Voice]

  struct Voice {
    let name: String
    let pronouns: String
    let color: String
  }

  /// The password of all of them: a sample community keeps nothing that is worth a better one.
  static let password = "a street of lit windows"

  /// The first account: where it is, a sample community has been made.
  static let firstHandle = "maya"

  private static let street: [(handle: String, role: Role, voices: [(String, String, String)])] = [
    (firstHandle, .member, [("Maya", "she/her", "ad4d29")]),
    ("odile", .moderator, [("Odile", "she/they", "4b6a8a")]),
    (
      "wren", .member,
      [("Wren", "they/them", "2b653a"), ("Ash", "he/him", "6b5b95"), ("Pip", "it/its", "b8860b")]
    ),
    ("jonas", .member, [("Jonas", "he/him", "1d5f94")]),
    ("lantern", .member, [("Iris", "she/her", "8a4a7d"), ("Corvin", "he/they", "3d3d5c")]),
    ("tomasz", .member, [("Tomasz", "he/him", "775200")]),
    ("saskia", .member, [("Saskia", "she/her", "a3291f")]),
    ("bodo", .member, [("Bodo", "", "5c6b3f")]),
    ("anselm", .member, [("Anselm", "he/him", "2f6f6a")]),
    ("juno", .member, [("Juno", "they/she", "c2571a")]),
    ("hazel", .member, [("Hazel", "she/her", "6d4260")]),
    ("imre", .member, [("Imre", "he/him", "44546a")]),
  ]

  /// Makes the accounts.
  static func moveIn(_ site: Site, now: Moment) throws -> [Resident] {
    let accounts = try site.admin.createUsers(
      street.map { ($0.handle, $0.role) }, password: password, now: now)
    return zip(street, accounts).map { home, account in
      Resident(
        account: account, handle: home.handle,
        voices: home.voices.map { Voice(name: $0.0, pronouns: $0.1, color: $0.2) })
    }
  }

  func author(_ dice: inout Dice) -> ForumsSeed.Author {
    let voice = dice.pick(voices)
    return ForumsSeed.Author(account: account, name: voice.name, pronouns: voice.pronouns, color: voice.color)
  }

  func speaker(_ dice: inout Dice) -> ChatSpeaker {
    let voice = dice.pick(voices)
    return ChatSpeaker(
      account: account, name: voice.name, handle: handle, pronouns: voice.pronouns, color: voice.color)
  }
}
