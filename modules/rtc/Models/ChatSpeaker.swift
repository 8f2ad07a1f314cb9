import GRDB
import Kit
import Templating

/// Who says something in a room: an account, or the alter it speaks as. It is stored with what was said.
public struct ChatSpeaker: Sendable, Hashable {
  public let account: Int64
  public let alter: Int64?
  public let name: String
  public let handle: String
  public let pronouns: String
  public let color: String
  /// The mark of a picture, or empty.
  public let picture: String

  public init(
    account: Int64, alter: Int64? = nil, name: String, handle: String, pronouns: String = "",
    color: String = "", picture: String = ""
  ) {
    self.account = account
    self.alter = alter
    self.name = name.clipped
    self.handle = handle.clipped
    self.pronouns = pronouns.clipped
    self.color = color
    self.picture = picture
  }

  /// As others see a voice from now on; `handle` is its account's name, or empty where that is not shown.
  public init(_ voice: Voice, handle: String) {
    self.init(
      account: voice.account, alter: voice.alter, name: voice.name, handle: handle,
      pronouns: voice.pronouns, color: voice.color, picture: voice.picture)
  }

  func with(handle: String) -> ChatSpeaker {
    ChatSpeaker(
      account: account, alter: alter, name: name, handle: handle, pronouns: pronouns, color: color,
      picture: picture)
  }

  public var json: JSON {
    [
      "by": .int(account), "as": .int(alter), "name": .text(name), "handle": .text(handle),
      "pronouns": .text(pronouns), "color": .text(color),
      "avatar": .text(Speaker.address(ofPicture: picture) ?? ""),
    ]
  }
}

extension ChatSpeaker: Renderable {
  public var value: Value {
    [
      "name": name, "handle": name == handle ? "" : handle, "pronouns": pronouns, "color": color,
      "initial": name.first.map { String($0).uppercased() } ?? "?",
      "avatar": Speaker.address(ofPicture: picture), "href": Value.null,
    ]
  }
}

extension ChatSpeaker: FetchableRecord {
  /// From a row that stores one whole.
  public init(row: Row) {
    self.init(
      account: row["author"], alter: row["alter_id"], name: row["name"], handle: row["handle"],
      pronouns: row["pronouns"], color: row["color"], picture: row["avatar"])
  }
}

extension String {
  /// Names are limited in letters; one letter can be any number of marks, and a name stands in every frame.
  fileprivate var clipped: String { utf8.count <= 512 ? self : String(unicodeScalars.prefix(128)) }
}
